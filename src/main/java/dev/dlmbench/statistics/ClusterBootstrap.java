package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.function.Function;
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

    private ClusterBootstrap() {}

    /**
     * Returns the interval of a statistic of one group of clusters.
     *
     * @param clusters numbers of each; at least two
     * @param statistic of any selection of the clusters, in which some may occur several times
     */
    public static Interval interval(
            double[][] clusters, Function<double[][], Double> statistic, double confidence, RandomGenerator random) {
        double[] values = new double[RESAMPLES];
        Arrays.setAll(values, i -> statistic.apply(resampled(clusters, random)));
        return percentiles(values, clusters.length, confidence);
    }

    /** Returns the interval of the statistic of {@code right} minus that of {@code left}, drawn independently. */
    public static Interval difference(
            double[][] left,
            double[][] right,
            Function<double[][], Double> statistic,
            double confidence,
            RandomGenerator random) {
        double[] values = new double[RESAMPLES];
        Arrays.setAll(
                values, i -> statistic.apply(resampled(right, random)) - statistic.apply(resampled(left, random)));
        return percentiles(values, Math.min(left.length, right.length), confidence);
    }

    private static double[][] resampled(double[][] clusters, RandomGenerator random) {
        double[][] drawn = new double[clusters.length][];
        Arrays.setAll(drawn, i -> clusters[random.nextInt(clusters.length)]);
        return drawn;
    }

    private static Interval percentiles(double[] values, int clusters, double confidence) {
        if (clusters < 2) {
            throw new IllegalArgumentException("scatter needs at least two clusters, got " + clusters);
        }
        Arrays.sort(values);
        double reach = Math.sqrt(clusters / (clusters - 1.0))
                * TDistribution.of(clusters - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
        double tail = NormalDistribution.of(0, 1).survivalProbability(reach);
        return new Interval(at(values, tail), at(values, 1 - tail));
    }

    /** Interpolates between order statistics. */
    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
