package dev.dlmbench.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a proportion (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, without correction for continuity):
 * all true proportions that a two-sided normal test does not reject. It stays within 0 and 1, and has a width where
 * nothing, or everything, is right.
 */
public final class Wilson {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Wilson() {}

    /**
     * Returns the interval that holds the true proportion in a share of about {@code confidence} of all repetitions.
     *
     * @param proportion that was seen, 0 to 1
     * @param size how many independent examples it rests on; need not be whole, so that examples that depend on each
     *     other can count for fewer
     * @throws IllegalArgumentException if the proportion is not one, or the size not positive
     */
    public static Interval interval(double proportion, double size, double confidence) {
        if (!(proportion >= 0 && proportion <= 1 && size > 0)) {
            throw new IllegalArgumentException(
                    "a proportion is from 0 to 1 of a positive number, got " + proportion + " of " + size);
        }
        double quantile = quantile(confidence);
        double doubt = quantile * quantile / size;
        double centre = proportion + doubt / 2;
        double reach = Math.sqrt(doubt * (proportion * (1 - proportion) + doubt / 4));
        // at the ends the root is exact in theory only
        double low = proportion == 0 ? 0 : (centre - reach) / (1 + doubt);
        double high = proportion == 1 ? 1 : (centre + reach) / (1 + doubt);
        return new Interval(low, high);
    }

    /** Returns how many standard errors an interval with normal errors reaches to either side. */
    static double quantile(double confidence) {
        return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    }
}
