package dev.dlmbench.evaluation;

import dev.dlmbench.statistics.MeanError;
import dev.dlmbench.statistics.PooledRatio;
import java.util.stream.IntStream;

/**
 * A total per token over texts, with its standard error as a ratio of two sums.
 *
 * @param value sum of the totals by sum of the tokens
 * @param standardError by the delta method over the texts; NaN for fewer than two
 * @param degrees of freedom that the standard error is known with
 * @param texts how many
 */
public record PooledRate(double value, double standardError, double degrees, int texts) {

    /**
     * Returns the pooled rate over independent texts.
     *
     * @param totals of each text
     * @param tokens of each text
     */
    public static PooledRate of(double[] totals, double[] tokens) {
        return of(totals, tokens, false);
    }

    /**
     * Returns the pooled rate.
     *
     * @param totals of each text
     * @param tokens of each text
     * @param running whether the texts are windows of one running text, in its order, and so depend on each other
     */
    public static PooledRate of(double[] totals, double[] tokens, boolean running) {
        double[][] parts = IntStream.range(0, totals.length)
                .mapToObj(i -> new double[] {totals[i], tokens[i]})
                .toArray(double[][]::new);
        double rate = PooledRatio.of(parts);
        if (parts.length < 2) {
            return new PooledRate(rate, Double.NaN, Double.NaN, parts.length);
        }
        double[] influences = PooledRatio.influences(parts);
        MeanError error = running ? MeanError.ofSeries(influences) : MeanError.ofIndependent(influences);
        return new PooledRate(rate, error.value(), error.degrees(), parts.length);
    }
}
