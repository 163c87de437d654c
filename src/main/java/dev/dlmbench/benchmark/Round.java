package dev.dlmbench.benchmark;

import dev.dlmbench.statistics.Moments;
import java.util.List;

/**
 * What one process took for the same work, done several times.
 *
 * @param median milliseconds of a call
 * @param spread the slowest call over the median
 * @param peakMiB the largest resident set
 */
record Round(double median, double spread, double peakMiB) {
    /** Nothing was timed. */
    static final Round NONE = new Round(Double.NaN, Double.NaN, Double.NaN);

    static Round of(List<Double> millis, double peakMiB) {
        double[] calls = millis.stream().mapToDouble(Double::doubleValue).toArray();
        double median = Moments.median(calls);
        double slowest = millis.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return new Round(median, slowest / median, peakMiB);
    }
}
