package dev.dlmbench.process;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;

/** The trained network as a denoiser. */
public final class NetworkDenoiser implements Denoiser {
    private final Backbone backbone;
    private final CleanRows cleanRows;

    /**
     * Wraps {@code backbone}, which is closed with it.
     *
     * @param cleanRows what clean tokens saw while it was trained
     */
    public NetworkDenoiser(Backbone backbone, CleanRows cleanRows) {
        this.backbone = backbone;
        this.cleanRows = cleanRows;
    }

    @Override
    public int tokens() {
        return backbone.vocabulary() - 1;
    }

    @Override
    public boolean timed() {
        return backbone.timed();
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return backbone.losses(inputs);
    }

    @Override
    public void open(int batch, int length) {
        backbone.open(batch, length);
    }

    @Override
    public float[] denoise(int batch, int[] ids, double alpha, int start) {
        float[] sigma = new float[batch];
        Arrays.fill(sigma, (float) Blocks.level(alpha));
        return backbone.decode(batch, ids, sigma, start);
    }

    @Override
    public void commit(int batch, int[] ids, int start) {
        backbone.commit(batch, ids, start, cleanRows == CleanRows.TOKEN_CAUSAL);
    }

    @Override
    public void close() {
        backbone.close();
    }
}
