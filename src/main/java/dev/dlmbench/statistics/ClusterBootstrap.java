package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Draws whole clusters, such as documents or samples, anew and asks how far a statistic of all of them moves (B. Efron
 * and R. Tibshirani, An Introduction to the Bootstrap, 1993). Percentiles are those of a normal distribution that is as
 * wide as Student's t is for so few clusters (T. Hesterberg, The American Statistician 69, 2015, expanded percentile).
 */
public final class ClusterBootstrap {
    /** Enough for the ends of a 95 % interval to move by about 2 % of its width from run to run. */
    public static final int RESAMPLES = 10_000;

    /**
     * The smallest p-value that so many resamples can show (A. Davison and D. Hinkley, Bootstrap Methods and their
     * Application, 1997, section 4.2).
     */
    public static final double LEAST_P = 1.0 / (RESAMPLES + 1);

    private final double[] values;
    private final int clusters;

    private ClusterBootstrap(double[] values, int clusters) {
        if (clusters < 2) {
            throw new IllegalArgumentException("scatter needs at least two clusters, got " + clusters);
        }
        this.values = values;
        this.clusters = clusters;
        Arrays.sort(values);
    }

    /**
     * Resamples one group of clusters; at least two.
     *
     * @param clusters numbers of each
     * @param statistic of any selection of the clusters, in which some may occur several times
     */
    public static ClusterBootstrap of(
            double[][] clusters, ToDoubleFunction<double[][]> statistic, RandomGenerator random) {
        double[] values = new double[RESAMPLES];
        Arrays.setAll(values, i -> statistic.applyAsDouble(resampled(clusters, random)));
        return new ClusterBootstrap(values, clusters.length);
    }

    /** Resamples two groups independently: the statistic of {@code right} minus that of {@code left}. */
    public static ClusterBootstrap ofDifference(
            double[][] left, double[][] right, ToDoubleFunction<double[][]> statistic, RandomGenerator random) {
        double[] values = new double[RESAMPLES];
        Arrays.setAll(
                values,
                i -> statistic.applyAsDouble(resampled(right, random))
                        - statistic.applyAsDouble(resampled(left, random)));
        return new ClusterBootstrap(values, Math.min(left.length, right.length));
    }

    /** Returns the interval that holds the true value in a share {@code confidence} of all repetitions. */
    public Interval interval(double confidence) {
        double reach = Math.sqrt(clusters / (clusters - 1.0))
                * TDistribution.of(clusters - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
        double tail = NormalDistribution.of(0, 1).survivalProbability(reach);
        return new Interval(at(values, tail), at(values, 1 - tail));
    }

    private static double[][] resampled(double[][] clusters, RandomGenerator random) {
        double[][] drawn = new double[clusters.length][];
        Arrays.setAll(drawn, i -> clusters[random.nextInt(clusters.length)]);
        return drawn;
    }

    /** Interpolates between order statistics. */
    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
