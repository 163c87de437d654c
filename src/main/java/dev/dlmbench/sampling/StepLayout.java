package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A block whose steps are to be laid out, and the ways of doing so.
 *
 * @param process of the model
 * @param size of the block, S
 * @param noisy how many of its positions are to be revealed
 * @param losses mean loss of a token while 0, 1, ... of a block's are known; for a dynamic-programming schedule
 * @param greedyAfter whether a greedy step follows the others
 * @param random the sequence's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StepLayout(
        BlockDiffusion process, int size, int noisy, double[] losses, boolean greedyAfter, SplittableRandom random) {
    /** The time that steps end at where a greedy step follows them (the eps of Duo's and ReMDM's samplers). */
    static final double NEARLY_CLEAN = 1e-5;

    /** ReMDM's loop goes on from this time (arXiv 2503.00307, appendix). */
    private static final double LOOP_FROM = 0.55;

    /** ReMDM's loop ends at this time. */
    private static final double LOOP_TO = 0.05;

    /** Alpha level that ReMDM's loop stays at. */
    private static final double LOOP_ALPHA = 0.9;

    /** Returns times from 1 to 0, or to {@link #NEARLY_CLEAN} and on to 0 where a greedy step follows. */
    double[] grid(int steps) {
        return greedyAfter ? longer(steps) : even(steps);
    }

    private static double[] even(int steps) {
        double[] times = new double[steps + 1];
        for (int k = 0; k < steps; k++) {
            times[k] = 1 - (double) k / steps;
        }
        return times;
    }

    private static double[] longer(int steps) {
        double[] times = new double[steps + 2];
        for (int k = 0; k <= steps; k++) {
            times[k] = 1 - (1 - NEARLY_CLEAN) * k / steps;
        }
        return times;
    }

    /**
     * Returns times at which alpha rises to that of the loop, stays, and rises to 1, each in its share of the steps.
     */
    double[] loop(int steps) {
        double[] times = grid(steps);
        for (int k = 0; k < times.length - 1; k++) {
            double t = times[k];
            double alpha = LOOP_ALPHA;
            if (t > LOOP_FROM) {
                alpha *= (1 - t) / (1 - LOOP_FROM);
            } else if (t < LOOP_TO) {
                alpha += (1 - alpha) * (LOOP_TO - t) / LOOP_TO;
            }
            times[k] = process.time(alpha);
        }
        return times;
    }

    /** Splits what is noisy into so many parts that differ by one at most, the larger ones first (LLaDA). */
    Steps evenly(double[] times, int steps) {
        int[] counts = new int[steps];
        Arrays.setAll(counts, k -> noisy / steps + (k < noisy % steps ? 1 : 0));
        return new Steps(times, Arrays.copyOf(counts, times.length - 1));
    }

    /** Takes from what is noisy the share of the time that is left, rounded down (Dream). */
    Steps proportionally(int steps) {
        int[] counts = new int[steps];
        int left = noisy;
        for (int k = 0; k < steps; k++) {
            counts[k] = left / (steps - k);
            left -= counts[k];
        }
        return new Steps(even(steps), counts);
    }

    /** Takes what is noisy in so many steps that ceil(i noisy / steps) are taken after the i-th (block refinement). */
    Steps cumulatively(int steps) {
        int[] counts = new int[steps];
        Arrays.setAll(counts, k -> upTo(k + 1, steps) - upTo(k, steps));
        return byCounts(counts);
    }

    private int upTo(int step, int steps) {
        return (int) (((long) step * noisy + steps - 1) / steps);
    }

    /** With j tokens masked at time t the next one shows where the share of noise has fallen by u^(1/j). */
    Steps firstHitting() {
        double[] times = new double[noisy + 1];
        int[] counts = new int[noisy];
        Arrays.fill(counts, 1);
        double noise = 1;
        for (int k = 0; k < noisy; k++) {
            noise *= Math.pow(random.nextDouble(), 1.0 / (noisy - k));
            times[k] = process.time(1 - noise);
        }
        return new Steps(times, counts);
    }

    /** Returns the losses of those that are noisy, in falling order. */
    double[] lossesLeft() {
        return Arrays.copyOfRange(CallBudget.falling(losses), losses.length - noisy, losses.length);
    }

    /** Returns the steps of a division, by how many tokens are known before each. */
    Steps byStarts(int[] starts) {
        return byCounts(CallBudget.counts(starts, noisy));
    }

    /** Reveals one token per step. */
    Steps oneByOne() {
        int[] counts = new int[noisy];
        Arrays.fill(counts, 1);
        return byCounts(counts);
    }

    /** Times at which so many tokens are masked as there are. */
    private Steps byCounts(int[] counts) {
        double[] times = new double[counts.length + 1];
        int left = Arrays.stream(counts).sum();
        for (int k = 0; k < counts.length; k++) {
            times[k] = process.time(1 - (double) left / size);
            left -= counts[k];
        }
        return new Steps(times, counts);
    }
}
