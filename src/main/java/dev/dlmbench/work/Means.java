package dev.dlmbench.work;

import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.text.DataSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Means over texts, as measurements. */
final class Means {
    private Means() {}

    /** Returns the mean of one value per text, with its standard error over independent texts. */
    static Measurement of(Metric metric, double[] values, Map<String, String> conditions) {
        PooledRate rate = PooledRate.of(values, ones(values.length));
        return Measurement.of(metric, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions);
    }

    /** Returns the mean of one value per test document, with its standard error. */
    static Measurement ofDocuments(
            Metric metric, double[] values, DocumentOrder order, Map<String, String> conditions) {
        PooledRate rate = PooledRate.of(values, ones(values.length), order == DocumentOrder.RUNNING_TEXT);
        return Measurement.of(metric, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions)
                .detailed(order.details(rate.degrees()));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Returns whether the test documents of {@code data} depend on each other. */
    static DocumentOrder order(DataSpec data) {
        return data.corpus().running() ? DocumentOrder.RUNNING_TEXT : DocumentOrder.INDEPENDENT;
    }

    /** Returns how many tokens each text has. */
    static double[] lengths(List<int[]> texts) {
        return texts.stream().mapToDouble(text -> text.length).toArray();
    }
}
