package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.SplittableRandom;

/**
 * Masked diffusion: a token is its own with probability alpha, else the mask. The guess never names the mask and never
 * changes a visible token (the SUBS parameterisation of MDLM, arXiv 2406.07524, section 3.2), so that the loss is the
 * cross-entropy of hidden tokens with weight {@code -alpha' / (1 - alpha)}.
 *
 * @param tokens K; the mask id is K
 * @param blockSize S
 * @param schedule of the signal
 */
public record MaskedDiffusion(int tokens, int blockSize, NoiseSchedule schedule) implements BlockDiffusion {

    @Override
    public LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random) {
        int n = clean[0].length;
        int[] noisy = BlockDiffusion.flat(clean);
        double[] weights = new double[noisy.length];
        for (int i = 0; i < noisy.length; i++) {
            double time = times[i / n * blocks(n) + i % n / blockSize];
            double hidden = 1 - schedule.alpha(time);
            if (random.nextDouble() < hidden) {
                noisy[i] = tokens;
                weights[i] = -schedule.slope(time) / hidden;
            }
        }
        return inputs(clean, noisy, times, weights, false);
    }

    /**
     * Returns a batch in which exactly so many tokens of each block are hidden, each set of them as likely as any
     * other, with weight {@code S / count}: for a count drawn uniformly from 1 to S its mean is the bound, whatever the
     * schedule (ARDM, arXiv 2110.02037, section 3; BD3-LM's bound as an any-order loss).
     *
     * @param clean (B, n)
     * @param counts (B, blocks), each from 1 to the block's own length
     */
    public LossInputs hide(int[][] clean, int[] counts, SplittableRandom random) {
        int n = clean[0].length;
        int blocks = blocks(n);
        int[] noisy = BlockDiffusion.flat(clean);
        double[] weights = new double[noisy.length];
        double[] times = new double[counts.length];
        for (int b = 0; b < counts.length; b++) {
            int from = b / blocks * n + b % blocks * blockSize;
            int length = Math.min(blockSize, n - b % blocks * blockSize);
            int left = counts[b];
            for (int i = 0; i < length; i++) {
                if (random.nextInt(length - i) < left) {
                    noisy[from + i] = tokens;
                    weights[from + i] = (double) length / counts[b];
                    left--;
                }
            }
            times[b] = Math.min((double) counts[b] / length, 1 - 1e-9);
        }
        return inputs(clean, noisy, times, weights, false);
    }

    @Override
    public int prior(SplittableRandom random) {
        return tokens;
    }

    @Override
    public boolean open(int state) {
        return state == tokens;
    }

    @Override
    public boolean guessMatters() {
        return false;
    }

    @Override
    public Move move(double guess, double alpha, double alphaBefore) {
        double reveal = (alphaBefore - alpha) / (1 - alpha);
        return new Move(1 - reveal, reveal, 0);
    }

    @Override
    public double trainingHigh() {
        return 1;
    }
}
