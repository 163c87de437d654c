package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;

/**
 * What a process asks about clean tokens: losses of a corrupted batch, and logits while decoding. A trained network
 * answers, or the exact source in its place. It is not safe for use by threads.
 */
public interface Denoiser extends AutoCloseable {

    /** Returns K, the number of real tokens; the mask id is K. */
    int tokens();

    /** Returns whether the answers depend on the signal level, and not on the rows alone. */
    boolean timed();

    /** Returns every position's loss in nats (B, n). */
    double[] losses(LossInputs inputs);

    /** Starts decoding {@code batch} sequences of at most {@code length} tokens. */
    void open(int batch, int length);

    /**
     * Returns logits (B, R, K + 1) of rows at positions {@code start} and after, which see the committed tokens before
     * them and each other; the mask's own logit means nothing.
     *
     * @param ids (B, R)
     * @param alpha the signal level of the rows
     */
    float[] denoise(int batch, int[] ids, double alpha, int start);

    /** Makes the clean tokens at positions {@code start} and after visible to the rows behind them. */
    void commit(int batch, int[] ids, int start);

    @Override
    void close();
}
