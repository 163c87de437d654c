package dev.dlmbench.process;

import dev.dlmbench.text.TopicsSource;

/**
 * The labels of a text whose documents begin with one each.
 *
 * @param count how many ids are labels: the first ones, of which the very first says nothing
 */
public record Labels(int count) {

    /**
     * Returns rows of ids whose label, where it is among them, says nothing.
     *
     * @param ids (B, R)
     * @param batch B
     * @param first place in the document of each row's first id; below 0 where something stands before the document
     */
    int[] hidden(int[] ids, int batch, int first) {
        int rows = ids.length / batch;
        int label = -first;
        if (label < 0 || label >= rows) {
            return ids;
        }
        int[] hidden = ids.clone();
        for (int b = 0; b < batch; b++) {
            hidden[b * rows + label] = TopicsSource.NO_CLASS;
        }
        return hidden;
    }
}
