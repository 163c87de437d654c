package dev.dlmbench.statistics;

import java.util.Arrays;

/** A ratio of two sums over the same parts, such as nats per token over documents. */
public final class PooledRatio {
    private PooledRatio() {}

    /**
     * Returns the sum of the numerators by that of the denominators.
     *
     * @param parts numerator and denominator of each
     */
    public static double of(double[][] parts) {
        double numerators = 0;
        double denominators = 0;
        for (double[] part : parts) {
            numerators += part[0];
            denominators += part[1];
        }
        return numerators / denominators;
    }

    /**
     * Returns how far each part moves the ratio, to first order: the ratio is off by as much as the mean of these is,
     * and they add up to 0 (W. G. Cochran, Sampling Techniques, section 6).
     *
     * @param parts numerator and denominator of each
     */
    public static double[] influences(double[][] parts) {
        double ratio = of(parts);
        double mean = Arrays.stream(parts).mapToDouble(part -> part[1]).sum() / parts.length;
        return Arrays.stream(parts)
                .mapToDouble(part -> (part[0] - ratio * part[1]) / mean)
                .toArray();
    }
}
