package dev.dlmbench.process;

import java.util.SplittableRandom;

/** Times at which blocks are corrupted. */
public final class Times {
    /** The earliest time that training draws: below it a mask is too rare for its weight (MDLM's sampling_eps). */
    public static final double TRAINING_LOW = 1e-3;

    private Times() {}

    /**
     * Returns one time in each of {@code count} equal strata of a window, in rising order: the low-discrepancy draw of
     * MDLM and BD3-LM. Single times say nothing about single sequences; only means over all of them do.
     */
    public static double[] stratified(int count, double low, double high, SplittableRandom random) {
        double[] times = new double[count];
        for (int k = 0; k < count; k++) {
            times[k] = low + (high - low) * ((k + random.nextDouble()) / count);
        }
        return times;
    }

    /** Puts {@code values} in random order, each order as likely as any other. */
    public static void shuffle(double[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
