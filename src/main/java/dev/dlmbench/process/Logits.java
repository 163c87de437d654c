package dev.dlmbench.process;

/** The logits (N, K + 1) of N rows of a call, on the host or, as {@link HeldLogits}, where they were computed. */
public interface Logits extends AutoCloseable {

    /** Returns logits that are on the host. */
    static Logits of(float[] values) {
        return () -> values;
    }

    /** Returns the numbers, row by row; not a copy where they are on the host. */
    float[] values();

    /** Frees what the engine holds. */
    @Override
    default void close() {}
}
