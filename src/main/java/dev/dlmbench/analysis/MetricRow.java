package dev.dlmbench.analysis;

import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Metric;

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
    /** The condition that tells apart several values of one metric from one node. */
    static final String BATCH = "batch";

    /** Returns what was measured. */
    public Metric metric() {
        return measurement.metric();
    }

    /** Returns the batch size under which decoding was timed, or the empty string. */
    public String batch() {
        return measurement.conditions().getOrDefault(BATCH, "");
    }
}
