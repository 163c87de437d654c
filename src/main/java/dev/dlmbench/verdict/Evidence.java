package dev.dlmbench.verdict;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.statistics.ClusterBootstrap;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * How far apart two sides are, and how sure that is.
 *
 * @param value the right side minus the left one, both on the scale they are compared on
 * @param interval of it at a confidence
 * @param test how it was found
 * @param n how many values on each side
 * @param deviation of single seeds' differences; 0 where seeds are not what it is over
 */
public record Evidence(double value, DoubleFunction<Interval> interval, String test, int n, double deviation) {
    private static final double LEAST = 1e-12;
    private static final int HALVINGS = 50;

    /** Returns the evidence of single values that are differences already, such as logarithms of ratios. */
    public static Evidence ofDifferences(double[] differences, String test) {
        return of(Estimate.ofMean(differences), test, differences.length, true);
    }

    /** Returns the evidence that nothing has moved at all. */
    public static Evidence none(String test) {
        return new Evidence(0, confidence -> new Interval(0, 0), test, 1, 0);
    }

    private static Evidence of(Estimate estimate, String test, int n, boolean seeds) {
        double deviation = seeds ? estimate.standardError() * Math.sqrt(n) : 0;
        return new Evidence(estimate.value(), estimate::interval, test, n, deviation);
    }

    /**
     * Compares values seed by seed where both sides have the same seeds, else as two groups; nothing for single ones.
     */
    public static Optional<Evidence> acrossSeeds(
            Map<Long, Double> left, Map<Long, Double> right, DoubleUnaryOperator scale) {
        if (left.size() < 2 || right.size() < 2) {
            return Optional.empty();
        }
        double[] first = scaled(left, scale);
        double[] second = scaled(right, scale);
        if (left.keySet().equals(right.keySet())) {
            return Optional.of(of(Estimate.ofPairs(first, second), "paired by seed, Student's t", first.length, true));
        }
        Estimate estimate = Estimate.ofGroups(first, second);
        return Optional.of(of(estimate, "across seeds, Welch's t", Math.min(first.length, second.length), true));
    }

    /** Compares values with a number that is on the same scale; nothing for a single value. */
    static Optional<Evidence> acrossSeeds(Map<Long, Double> left, double right, DoubleUnaryOperator scale) {
        if (left.size() < 2) {
            return Optional.empty();
        }
        Estimate mean = Estimate.ofMean(scaled(left, scale));
        Estimate distance = new Estimate(right - mean.value(), mean.standardError(), mean.degrees());
        return Optional.of(of(distance, "across seeds, Student's t", left.size(), true));
    }

    private static double[] scaled(Map<Long, Double> values, DoubleUnaryOperator scale) {
        return values.values().stream()
                .mapToDouble(Double::doubleValue)
                .map(scale)
                .toArray();
    }

    /**
     * Compares two rates of sums, such as nats per token, over the same documents: the difference of the rates,
     * linearised by document (W. G. Cochran, Sampling Techniques, section 6). Nothing if the documents are not the
     * same.
     *
     * @param left nats and tokens of each document
     * @param right nats and tokens of each document
     */
    public static Optional<Evidence> byDocument(double[][] left, double[][] right) {
        int n = left.length;
        if (n < 2 || right.length != n) {
            return Optional.empty();
        }
        double nats = 0;
        double tokens = 0;
        for (int i = 0; i < n; i++) {
            if (left[i][1] != right[i][1]) {
                return Optional.empty();
            }
            nats += right[i][0] - left[i][0];
            tokens += left[i][1];
        }
        double value = nats / tokens;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double rest = right[i][0] - left[i][0] - value * left[i][1];
            squares += rest * rest;
        }
        double standardError = Math.sqrt(squares * n / (n - 1.0)) / tokens;
        return Optional.of(of(new Estimate(value, standardError, n - 1.0), "one seed, paired by document", n, false));
    }

    /** Compares two rates of sums over samples that have nothing to do with each other: the difference of the rates. */
    public static Optional<Evidence> bySample(double[][] left, double[][] right) {
        if (left.length < 2 || right.length < 2) {
            return Optional.empty();
        }
        ClusterBootstrap bootstrap =
                ClusterBootstrap.ofDifference(left, right, Evidence::rate, new Seeds(0).stream("bootstrap"));
        return Optional.of(new Evidence(
                rate(right) - rate(left),
                bootstrap::interval,
                "one seed, bootstrap over samples",
                Math.min(left.length, right.length),
                0));
    }

    private static double rate(double[][] samples) {
        double nats = 0;
        double tokens = 0;
        for (double[] sample : samples) {
            nats += sample[0];
            tokens += sample[1];
        }
        return nats / tokens;
    }

    /** Returns the two-sided p-value of a hypothesis: what is left of the widest interval that does not hold it. */
    public double pValue(double hypothesis) {
        double low = Math.log(LEAST);
        double high = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (interval.apply(1 - Math.exp(middle)).contains(hypothesis)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return value == hypothesis ? 1 : Math.exp(high);
    }
}
