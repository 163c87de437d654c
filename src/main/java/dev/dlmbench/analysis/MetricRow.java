package dev.dlmbench.analysis;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.util.List;
import java.util.Objects;

/**
 * One measured value in its place.
 *
 * @param point the id of the point
 * @param seed the replicate
 * @param node the address of the node it comes from; two seeds may share one, which makes one replicate
 * @param measurement the value
 * @param definition that it was measured under
 */
public record MetricRow(String point, long seed, String node, Measurement measurement, String definition) {
    /** The batch size under which decoding was timed. */
    static final String BATCH = "batch";

    /** The conditions that tell apart several values of one metric from one node. */
    private static final List<String> VARIANTS = List.of(BATCH, "k", "n", "at", "window");

    /** Returns what was measured. */
    public Metric metric() {
        return measurement.metric();
    }

    /** Returns what tells this value apart from others of its metric and node, or the empty string. */
    public String variant() {
        return VARIANTS.stream()
                .map(measurement.conditions()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Returns another measurement in the same place. */
    public MetricRow measuring(Measurement other) {
        return new MetricRow(point, seed, node, other, definition);
    }

    /** Returns the batch size under which decoding was timed, or the empty string. */
    public String batch() {
        return measurement.conditions().getOrDefault(BATCH, "");
    }
}
