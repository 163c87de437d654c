package dev.dlmbench.verdict;

import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Moments;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * How a value has moved.
 *
 * @param effect what is now minus what was then, or as a ratio
 * @param ratio whether it is a ratio
 * @param interval of the effect, at 95 %; absent for single values
 * @param test how it was found
 */
public record Change(double effect, boolean ratio, Optional<Interval> interval, String test) {
    private static final double CONFIDENCE = 0.95;

    /** Compares values by seed; neither side may be empty. */
    public static Change between(Metric metric, Map<Long, Double> then, Map<Long, Double> now) {
        boolean positive = then.values().stream().allMatch(value -> value > 0)
                && now.values().stream().allMatch(value -> value > 0);
        boolean ratio = positive && Comparer.byRatio(metric, Tolerance.NONE);
        DoubleUnaryOperator scale = ratio ? Math::log : DoubleUnaryOperator.identity();
        Optional<Evidence> evidence = Evidence.acrossSeeds(then, now, scale);
        double moved = evidence.map(Evidence::value).orElseGet(() -> mean(now, scale) - mean(then, scale));
        Optional<Interval> interval = evidence.map(found -> found.interval().apply(CONFIDENCE));
        return new Change(
                ratio ? Math.exp(moved) : moved,
                ratio,
                ratio ? interval.map(Interval::exponential) : interval,
                evidence.map(Evidence::test).orElse("single values, no interval"));
    }

    private static double mean(Map<Long, Double> values, DoubleUnaryOperator scale) {
        return Moments.mean(values.values().stream()
                .mapToDouble(Double::doubleValue)
                .map(scale)
                .toArray());
    }

    /** Returns the effect with its interval, such as {@code × 1.02 [0.99, 1.05]}. */
    public String words() {
        String ends = interval.map(found -> " [" + number(found.low()) + ", " + number(found.high()) + "]")
                .orElse("");
        return (ratio ? "\u00d7 " : effect > 0 ? "+" : "") + number(effect) + ends;
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }
}
