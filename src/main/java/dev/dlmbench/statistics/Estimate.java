package dev.dlmbench.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean, or a difference of means, and how sure it is: Student's t.
 *
 * @param value the mean
 * @param standardError of it
 * @param degrees of freedom
 */
public record Estimate(double value, double standardError, double degrees) {

    /** Returns the mean of values that are independent of each other; at least two. */
    public static Estimate ofMean(double[] values) {
        requireTwo(values);
        return new Estimate(Moments.mean(values), Moments.standardError(values), values.length - 1);
    }

    /** Returns the mean of the differences {@code right[i] - left[i]} of values that belong together. */
    public static Estimate ofPairs(double[] left, double[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "pairs need as many values on both sides, got " + left.length + " and " + right.length);
        }
        double[] differences = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            differences[i] = right[i] - left[i];
        }
        return ofMean(differences);
    }

    /**
     * Returns the difference of the means of {@code right} and {@code left}, whose values have nothing to do with each
     * other and may scatter differently (B. L. Welch, Biometrika 34, 1947, with Satterthwaite's degrees of freedom).
     */
    public static Estimate ofGroups(double[] left, double[] right) {
        return ofDifference(ofMean(left), ofMean(right));
    }

    /**
     * Returns the difference of {@code right} and {@code left}, which have nothing to do with each other and may be
     * known differently well, with Satterthwaite's degrees of freedom.
     */
    public static Estimate ofDifference(Estimate left, Estimate right) {
        double leftShare = left.standardError * left.standardError;
        double rightShare = right.standardError * right.standardError;
        double variance = leftShare + rightShare;
        double degrees = variance == 0
                ? left.degrees + right.degrees
                : variance
                        * variance
                        / (leftShare * leftShare / left.degrees + rightShare * rightShare / right.degrees);
        return new Estimate(right.value - left.value, Math.sqrt(variance), degrees);
    }

    private static void requireTwo(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("scatter needs at least two values, got " + values.length);
        }
    }

    /** Returns the interval that holds the true value in a share {@code confidence} of all repetitions. */
    public Interval interval(double confidence) {
        double reach = standardError * TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2);
        return new Interval(value - reach, value + reach);
    }

    /** Returns the two-sided p-value of the hypothesis that the true value is {@code hypothesis}. */
    public double pValue(double hypothesis) {
        double distance = Math.abs(value - hypothesis);
        if (standardError == 0) {
            return distance == 0 ? 1 : 0;
        }
        return 2 * TDistribution.of(degrees).survivalProbability(distance / standardError);
    }
}
