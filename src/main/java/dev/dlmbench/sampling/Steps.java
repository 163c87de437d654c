package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The steps of one block of one sequence.
 *
 * @param times at which each begins, and 0 at the end
 * @param counts how many positions each reveals, where that is fixed beforehand
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Steps(double[] times, int[] counts) {
    /** The time that steps end at where a greedy step follows them (the eps of Duo's and ReMDM's samplers). */
    static final double NEARLY_CLEAN = 1e-5;

    int count() {
        return counts.length;
    }

    /**
     * Lays out the steps for a block.
     *
     * @param size of the block, S
     * @param open how many of its positions are to be revealed
     * @param losses mean loss of a token while 0, 1, ... of a block's are known; for planned steps
     */
    static Steps of(
            SamplingSpec spec, BlockDiffusion process, int size, int open, double[] losses, SplittableRandom random) {
        StepPlan plan = spec.plan();
        int steps = plan.stepsFor(size);
        boolean after = spec.proposal().greedy() == Proposal.Greedy.AFTER;
        return switch (plan.kind()) {
            case GRID -> timed(after ? longer(steps) : grid(steps), evenly(open, steps));
            case LOOP -> timed(loop(after ? longer(steps) : grid(steps), process), evenly(open, steps));
            case PROPORTIONAL -> new Steps(grid(steps), proportionally(open, steps));
            case FIRST_HITTING -> firstHitting(process, open, random);
            case NAIVE -> byCounts(CallBudget.counts(CallBudget.even(open, steps), open), process, size);
            case PLANNED -> {
                double[] rest = Arrays.copyOfRange(CallBudget.falling(losses), losses.length - open, losses.length);
                yield byCounts(CallBudget.counts(CallBudget.cheapest(rest, steps), open), process, size);
            }
            case ADAPTIVE -> {
                int[] one = new int[open];
                Arrays.fill(one, 1);
                yield byCounts(one, process, size);
            }
        };
    }

    private static double[] grid(int steps) {
        double[] times = new double[steps + 1];
        for (int k = 0; k < steps; k++) {
            times[k] = 1 - (double) k / steps;
        }
        return times;
    }

    /** Returns the times of steps that end at {@link #NEARLY_CLEAN}, and of one more from there. */
    private static double[] longer(int steps) {
        double[] times = new double[steps + 2];
        for (int k = 0; k <= steps; k++) {
            times[k] = 1 - (1 - NEARLY_CLEAN) * k / steps;
        }
        return times;
    }

    private static Steps timed(double[] times, int[] counts) {
        return new Steps(times, Arrays.copyOf(counts, times.length - 1));
    }

    /** Alpha rises to that of the loop, stays, and rises to 1, each in its share of the steps. */
    private static double[] loop(double[] times, BlockDiffusion process) {
        for (int k = 0; k < times.length - 1; k++) {
            double t = times[k];
            double alpha = StepPlan.LOOP_SIGNAL;
            if (t > StepPlan.LOOP_FROM) {
                alpha *= (1 - t) / (1 - StepPlan.LOOP_FROM);
            } else if (t < StepPlan.LOOP_TO) {
                alpha += (1 - alpha) * (StepPlan.LOOP_TO - t) / StepPlan.LOOP_TO;
            }
            times[k] = process.time(alpha);
        }
        return times;
    }

    /** Splits {@code open} into so many parts that differ by one at most, the larger ones first (LLaDA). */
    private static int[] evenly(int open, int steps) {
        int[] counts = new int[steps];
        Arrays.setAll(counts, k -> open / steps + (k < open % steps ? 1 : 0));
        return counts;
    }

    private static int[] proportionally(int open, int steps) {
        int[] counts = new int[steps];
        int left = open;
        for (int k = 0; k < steps; k++) {
            counts[k] = left / (steps - k);
            left -= counts[k];
        }
        return counts;
    }

    /** With j tokens masked at time t the next one shows where the share of noise has fallen by u^(1/j). */
    private static Steps firstHitting(BlockDiffusion process, int open, SplittableRandom random) {
        double[] times = new double[open + 1];
        int[] counts = new int[open];
        Arrays.fill(counts, 1);
        double noise = 1;
        for (int k = 0; k < open; k++) {
            noise *= Math.pow(random.nextDouble(), 1.0 / (open - k));
            times[k] = process.time(1 - noise);
        }
        return new Steps(times, counts);
    }

    /** Times at which so many tokens are masked as there are. */
    private static Steps byCounts(int[] counts, BlockDiffusion process, int size) {
        double[] times = new double[counts.length + 1];
        int left = Arrays.stream(counts).sum();
        for (int k = 0; k < counts.length; k++) {
            times[k] = process.time(1 - (double) left / size);
            left -= counts[k];
        }
        return new Steps(times, counts);
    }
}
