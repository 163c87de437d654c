package dev.dlmbench.process;

import java.util.SplittableRandom;

/** Times at which blocks are corrupted. */
public final class Times {
    /** The earliest time that training draws: below it a mask is too rare for its weight (MDLM's sampling_eps). */
    public static final double TRAINING_LOW = 1e-3;

    private Times() {}

    /**
     * Returns one time in each of {@code count} equal strata of a window, in random order: the low-discrepancy draw of
     * MDLM and BD3-LM, which leave it in rising order. There the blocks of a batch differ in the part of the window
     * that they get to see: with one sequence the first block only ever sees the least noise. Here each time is as
     * likely to lie in one stratum as in another, whichever place it is for, and all of them still cover every stratum
     * once. Single times say nothing about single sequences; only means over all of them do.
     */
    public static double[] stratified(int count, double low, double high, SplittableRandom random) {
        double[] times = new double[count];
        for (int k = 0; k < count; k++) {
            times[k] = low + (high - low) * ((k + random.nextDouble()) / count);
        }
        shuffle(times, random);
        return times;
    }

    private static void shuffle(double[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
