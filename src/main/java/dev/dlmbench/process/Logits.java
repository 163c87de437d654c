package dev.dlmbench.process;

import java.util.Arrays;

/** The logits (N, K + 1) of N rows of a call, on the host or, as {@link HeldLogits}, where they were computed. */
public interface Logits extends AutoCloseable {

    /** Returns logits that are on the host. */
    static Logits of(float[] values) {
        return () -> values;
    }

    /** Returns the numbers, row by row; not a copy where they are on the host. */
    float[] values();

    /**
     * Returns the numbers of one row, without those of others where they are not on the host.
     *
     * @param row of the N
     * @param width K + 1
     */
    default float[] row(int row, int width) {
        return Arrays.copyOfRange(values(), row * width, (row + 1) * width);
    }

    /**
     * Returns the same with an amount taken off one logit of each row; these are not to be used any more.
     *
     * @param ids (N) whose logit it is
     * @param amounts (N) what is taken off
     */
    default Logits minus(int[] ids, double[] amounts) {
        float[] less = values().clone();
        int width = less.length / ids.length;
        for (int row = 0; row < ids.length; row++) {
            less[row * width + ids[row]] -= (float) amounts[row];
        }
        return of(less);
    }

    /** Frees what the engine holds. */
    @Override
    default void close() {}
}
