package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.SplittableRandom;

/**
 * Uniform-state diffusion: a token is its own with probability alpha, else any of the K real ones (UDLM, arXiv
 * 2412.10193; Duo, 2506.10892). The loss is the bound itself: its optimum is what a token is likely to be given the
 * <em>other</em> positions, which is what the reverse step needs; plain cross-entropy would teach another thing.
 *
 * @param tokens K
 * @param blockSize S
 * @param schedule of the signal
 */
public record UniformDiffusion(int tokens, int blockSize, NoiseSchedule schedule) implements BlockDiffusion {
    @Override
    public LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random) {
        int n = clean[0].length;
        int[] noisy = BlockDiffusion.flat(clean);
        double[] noise = new double[3 * noisy.length];
        for (int i = 0; i < noisy.length; i++) {
            double time = times[i / n * blocks(n) + i % n / blockSize];
            double alpha = Math.max(schedule.alpha(time), LEAST_SIGNAL);
            double mass = (1 - alpha) / tokens;
            if (random.nextDouble() >= alpha) {
                noisy[i] = random.nextInt(tokens);
            }
            double slope = schedule.slope(time);
            noise[3 * i] = alpha;
            noise[3 * i + 1] = mass;
            noise[3 * i + 2] = Interpolation.rateInto(mass, -slope / tokens, alpha, slope);
        }
        return inputs(clean, noisy, times, noise, true);
    }

    @Override
    public int prior(SplittableRandom random) {
        return random.nextInt(tokens);
    }

    @Override
    public boolean open(int state) {
        return true;
    }

    @Override
    public boolean guessMatters() {
        return true;
    }

    @Override
    public Move move(double guess, double alpha, double alphaBefore) {
        double kept = alpha / alphaBefore;
        double whole = tokens * alpha * guess + 1 - alpha;
        return new Move(
                (tokens * alpha * guess + kept - alpha) / whole,
                (alphaBefore - alpha) / whole,
                (1 - kept) * (1 - alphaBefore) / whole);
    }

    @Override
    public double trainingHigh() {
        return 1 - Times.TRAINING_LOW;
    }
}
