package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The weights of a folder with the mask id where every network has it here, behind all real ids. No id changes its
 * number. A mask id in the midst of the real ones gets a copy at the end, and the id itself can no longer be predicted,
 * as the folder's own program never predicts it. Where the folder has no mask id, a row of zeros is added. Predictions
 * over the folder's real ids stay what they were.
 *
 * @param vocabulary rows of the folder's embedding
 * @param mask the folder's mask id, or nothing if it has none
 */
public record MaskLast(int vocabulary, OptionalInt mask) {
    /** A logit whose probability is 0. */
    private static final float NEVER = -1e9f;

    /**
     * Checks that the mask id is one of the folder's.
     *
     * @throws InvalidSettingException if not
     */
    public MaskLast {
        mask.ifPresent(id -> {
            if (id < 0 || id >= vocabulary) {
                throw new InvalidSettingException(
                        "the mask id " + id + " is outside of the " + vocabulary + " ids that the weights are for");
            }
        });
    }

    /** Returns K, the number of real ids: those before the mask id here. */
    public int tokens() {
        return there() ? vocabulary - 1 : vocabulary;
    }

    /** Returns which id here stands for an id of the folder. */
    public int id(int published) {
        return mask.isPresent() && published == mask.getAsInt() ? tokens() : published;
    }

    /** Returns the weights with the mask id last. */
    public Weights reorder(Weights published) {
        if (there()) {
            return published;
        }
        List<float[]> values = new ArrayList<>(published.values());
        int embedding = 0;
        int output = values.size() - 2;
        int bias = values.size() - 1;
        float[] rows = longer(values.get(embedding));
        mask.ifPresent(id -> {
            int width = rows.length - values.get(embedding).length;
            System.arraycopy(rows, id * width, rows, vocabulary * width, width);
        });
        values.set(embedding, rows);
        values.set(output, longer(values.get(output)));
        float[] offsets = longer(values.get(bias));
        mask.ifPresent(id -> offsets[id] = NEVER);
        values.set(bias, offsets);
        return new Weights(published.spec(), vocabulary + 1, values);
    }

    /** Returns the weights without the row of the mask id, which no sequence of uniform noise ever has. */
    public static Weights without(Weights own) {
        int rest = own.vocabulary() - 1;
        List<float[]> values = new ArrayList<>(own.values());
        for (int i : new int[] {0, values.size() - 2, values.size() - 1}) {
            float[] rows = values.get(i);
            values.set(i, Arrays.copyOf(rows, rows.length / own.vocabulary() * rest));
        }
        return new Weights(own.spec(), rest, values);
    }

    private boolean there() {
        return mask.isPresent() && mask.getAsInt() == vocabulary - 1;
    }

    private float[] longer(float[] rows) {
        return Arrays.copyOf(rows, rows.length + rows.length / vocabulary);
    }
}
