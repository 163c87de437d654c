package dev.dlmbench.verdict;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.statistics.ClusterBootstrap;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.PooledRatio;
import java.util.Arrays;
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
 * @param equivalent how many independent values would show their scatter as well as it is known; n, but less for
 *     documents of a running text
 * @param deviation of single seeds' differences; 0 where seeds are not what it is over
 * @param fixed the part of the value's standard error that more seeds would not make smaller
 * @param least the smallest one-sided p-value that it can show
 */
public record Evidence(
        double value,
        DoubleFunction<Interval> interval,
        String test,
        int n,
        int equivalent,
        double deviation,
        double fixed,
        double least) {
    static final double LEAST = 1e-12;
    private static final int HALVINGS = 50;

    /** Returns the evidence of single values that are differences already, such as logarithms of ratios. */
    public static Evidence ofDifferences(double[] differences, String test) {
        return across(Estimate.ofMean(differences), test, differences.length);
    }

    /** Returns the evidence of values that are differences already, which are drawn anew; two at least. */
    static Evidence resampled(double[] differences, String test) {
        ClusterBootstrap bootstrap = ClusterBootstrap.of(
                Arrays.stream(differences).mapToObj(one -> new double[] {one}).toArray(double[][]::new),
                drawn -> Arrays.stream(drawn)
                        .mapToDouble(one -> one[0])
                        .average()
                        .orElseThrow(),
                new Seeds(0).stream("bootstrap"));
        Evidence plain = ofDifferences(differences, test);
        return new Evidence(
                plain.value,
                bootstrap::interval,
                test,
                plain.n,
                plain.equivalent,
                plain.deviation,
                0,
                ClusterBootstrap.LEAST_P);
    }

    /** Returns the evidence that nothing has moved at all. */
    public static Evidence none(String test) {
        return new Evidence(0, confidence -> new Interval(0, 0), test, 1, 1, 0, 0, LEAST);
    }

    private static Evidence across(Estimate estimate, String test, int n) {
        double deviation = estimate.standardError() * Math.sqrt(n);
        return new Evidence(estimate.value(), estimate::interval, test, n, n, deviation, 0, LEAST);
    }

    /**
     * Compares values seed by seed where both sides have the same seeds, else as two groups; nothing for single ones.
     */
    public static Optional<Evidence> acrossSeeds(
            Map<Long, Double> left, Map<Long, Double> right, DoubleUnaryOperator scale) {
        return estimate(left, right, scale)
                .map(estimate -> across(
                        estimate,
                        left.keySet().equals(right.keySet())
                                ? "paired by seed, Student's t"
                                : "across seeds, Welch's t",
                        Math.min(left.size(), right.size())));
    }

    /** Returns what {@link #acrossSeeds} goes by. */
    static Optional<Estimate> estimate(Map<Long, Double> left, Map<Long, Double> right, DoubleUnaryOperator scale) {
        if (left.size() < 2 || right.size() < 2) {
            return Optional.empty();
        }
        double[] first = scaled(left, scale);
        double[] second = scaled(right, scale);
        return Optional.of(
                left.keySet().equals(right.keySet())
                        ? Estimate.ofPairs(first, second)
                        : Estimate.ofGroups(first, second));
    }

    /** Compares values with a number that is on the same scale; nothing for a single value. */
    static Optional<Evidence> acrossSeeds(Map<Long, Double> left, double right, DoubleUnaryOperator scale) {
        if (left.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(across(distance(left, right, scale), "across seeds, Student's t", left.size()));
    }

    /** Returns what {@link #acrossSeeds} goes by. */
    static Estimate distance(Map<Long, Double> left, double right, DoubleUnaryOperator scale) {
        Estimate mean = Estimate.ofMean(scaled(left, scale));
        return new Estimate(right - mean.value(), mean.standardError(), mean.degrees());
    }

    private static double[] scaled(Map<Long, Double> values, DoubleUnaryOperator scale) {
        return values.values().stream()
                .mapToDouble(Double::doubleValue)
                .map(scale)
                .toArray();
    }

    /** Compares two rates of sums over samples that have nothing to do with each other: the difference of the rates. */
    public static Optional<Evidence> bySample(double[][] left, double[][] right) {
        if (left.length < 2 || right.length < 2) {
            return Optional.empty();
        }
        ClusterBootstrap bootstrap =
                ClusterBootstrap.ofDifference(left, right, PooledRatio::of, new Seeds(0).stream("bootstrap"));
        int n = Math.min(left.length, right.length);
        return Optional.of(new Evidence(
                PooledRatio.of(right) - PooledRatio.of(left),
                bootstrap::interval,
                "one seed, bootstrap over samples",
                n,
                n,
                0,
                0,
                ClusterBootstrap.LEAST_P));
    }

    /**
     * Compares single values by the errors that they were measured with, which are independent: Welch's t.
     *
     * @param left value, standard error and degrees of freedom, on the scale of the comparison
     */
    static Evidence ofErrors(Estimate left, Estimate right, String test) {
        Estimate difference = Estimate.ofDifference(left, right);
        int n = (int) Math.min(left.degrees(), right.degrees()) + 1;
        return new Evidence(difference.value(), difference::interval, test, n, n, 0, difference.standardError(), LEAST);
    }

    /** Compares a number with a single value by the error that it was measured with. */
    static Evidence ofError(Estimate left, double number, String test) {
        Estimate distance = new Estimate(number - left.value(), left.standardError(), left.degrees());
        int n = (int) left.degrees() + 1;
        return new Evidence(distance.value(), distance::interval, test, n, n, 0, left.standardError(), LEAST);
    }

    /** Returns this evidence under another name. */
    Evidence called(String name) {
        return new Evidence(value, interval, name, n, equivalent, deviation, fixed, least);
    }

    /** Returns this evidence of what is turned round: left minus right. */
    Evidence turned() {
        return new Evidence(
                -value,
                confidence -> {
                    Interval found = interval.apply(confidence);
                    return new Interval(-found.high(), -found.low());
                },
                test,
                n,
                equivalent,
                deviation,
                fixed,
                least);
    }

    /** Returns this evidence where the true value may also be what {@code low} and {@code high} are evidence of. */
    Evidence between(Evidence low, Evidence high, String how) {
        return new Evidence(
                value,
                confidence -> interval.apply(confidence)
                        .hull(low.interval.apply(confidence))
                        .hull(high.interval.apply(confidence)),
                test + how,
                n,
                equivalent,
                deviation,
                fixed,
                least);
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
        return value == hypothesis ? 1 : Math.max(2 * least, Math.exp(high));
    }
}
