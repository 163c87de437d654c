package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;

/**
 * A network whose output is the posterior, read as the leave-one-out law: what a position's own state says is taken off
 * that state's logit ({@link Interpolation#evidence}). Losses need no more: their kind says what the output stands for.
 * Nor do predictions left to right, which see no state of the position that they are for, or one without alpha.
 */
final class LeaveOneOutDenoiser implements Denoiser {
    private final Denoiser posterior;
    private final InterpolatingDiffusion process;

    /** Reads {@code posterior}, a network of {@code process}; it is closed with it. */
    LeaveOneOutDenoiser(Denoiser posterior, InterpolatingDiffusion process) {
        this.posterior = posterior;
        this.process = process;
    }

    @Override
    public int tokens() {
        return posterior.tokens();
    }

    @Override
    public boolean timed() {
        return true; // what is taken off depends on alpha
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return posterior.losses(inputs);
    }

    @Override
    public void open(int batch, int block, int window, int maxLength) {
        posterior.open(batch, block, window, maxLength);
    }

    @Override
    public void keep(int[] sequences) {
        posterior.keep(sequences);
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        Logits logits = posterior.denoise(sequences, finished, ids, alpha, start);
        if (ids.length == 0) {
            return logits;
        }
        int rows = ids.length / sequences.length;
        double[] observed = new double[ids.length];
        for (int b = 0; b < sequences.length; b++) {
            double time = process.time(alpha[b]);
            for (int i = b * rows; i < (b + 1) * rows; i++) {
                observed[i] = process.observed(ids[i], time);
            }
        }
        return logits.minus(ids, observed);
    }

    @Override
    public Logits next(int[] ids, int start) {
        return posterior.next(ids, start);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        return posterior.verify(sequences, candidate, noise, start);
    }

    @Override
    public void close() {
        posterior.close();
    }
}
