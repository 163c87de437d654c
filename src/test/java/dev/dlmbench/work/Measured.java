package dev.dlmbench.work;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.util.List;
import java.util.Objects;

/** What a work measured, by metric. */
final class Measured {
    private Measured() {}

    /** Returns the first measurement of a metric, of which there must be one. */
    static Measurement of(Metric metric, List<Measurement> measured) {
        return measured.stream()
                .filter(measurement -> measurement.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    /** Returns its value, which must be there. */
    static double value(Metric metric, List<Measurement> measured) {
        return Objects.requireNonNull(of(metric, measured).value());
    }
}
