package dev.dlmbench.run;

import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Means over texts, as measurements. */
final class Means {
    private Means() {}

    /** Returns the mean of one value per text, with its standard error. */
    static Measurement of(Metric metric, double[] values, Map<String, String> conditions) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        PooledRate rate = PooledRate.of(values, ones);
        return Measurement.of(metric, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions);
    }

    /** Returns how many tokens each text has. */
    static double[] lengths(List<int[]> texts) {
        return texts.stream().mapToDouble(text -> text.length).toArray();
    }
}
