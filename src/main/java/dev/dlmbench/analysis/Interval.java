package dev.dlmbench.analysis;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A 95 % confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    private static final double UPPER_QUANTILE = 0.975;

    /** Returns Student's interval for the mean of {@code values}, or nothing if there are fewer than two. */
    public static Optional<Interval> acrossSeeds(double[] values) {
        if (values.length < 2) {
            return Optional.empty();
        }
        double standardError = Math.sqrt(StatUtils.variance(values) / values.length);
        return Optional.of(around(StatUtils.mean(values), standardError, values.length));
    }

    /** Returns Student's interval for a mean of {@code n} things whose standard error is known. */
    public static Optional<Interval> within(double mean, double standardError, long n) {
        return n < 2 ? Optional.empty() : Optional.of(around(mean, standardError, n));
    }

    private static Interval around(double mean, double standardError, long n) {
        double reach = standardError * new TDistribution(n - 1).inverseCumulativeProbability(UPPER_QUANTILE);
        return new Interval(mean - reach, mean + reach);
    }

    /** Returns the interval of the exponential of what this is the interval of. */
    public Interval exponential() {
        return new Interval(Math.exp(low), Math.exp(high));
    }

    /** Returns whether {@code value} lies inside or on an end. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
