package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The order of ids that every network has here, real ids first and the mask id last, against the order of a folder.
 * Real ids keep their order. Where the folder has no mask id, one is added whose row is zero; predictions over real ids
 * do not change by it.
 *
 * @param vocabulary rows of the folder's embedding
 * @param mask the folder's mask id, or nothing if it has none
 */
public record MaskLast(int vocabulary, OptionalInt mask) {
    /** How many of the last weights of a layout have a row for each id; the first has, too. */
    private static final int OF_OUTPUT = 2;

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

    /** Returns which id here stands for an id of the folder. */
    public int id(int published) {
        int from = mask.orElse(vocabulary);
        return published == from ? vocabulary - 1 : published < from ? published : published - 1;
    }

    /** Returns the weights in the order here. */
    public Weights reorder(Weights published) {
        List<float[]> values = new ArrayList<>(published.values());
        values.set(0, rows(values.get(0)));
        for (int i = values.size() - OF_OUTPUT; i < values.size(); i++) {
            values.set(i, rows(values.get(i)));
        }
        return new Weights(published.spec(), mask.isPresent() ? vocabulary : vocabulary + 1, values);
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

    private float[] rows(float[] published) {
        int width = published.length / vocabulary;
        float[] rows = new float[mask.isPresent() ? published.length : published.length + width];
        for (int id = 0; id < vocabulary; id++) {
            System.arraycopy(published, id * width, rows, id(id) * width, width);
        }
        return rows;
    }
}
