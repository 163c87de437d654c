package dev.dlmbench.results;

import dev.dlmbench.base.PointNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a suite measured at some time, with the values that tests need: small enough to be committed.
 *
 * @param suite the suite's name
 * @param created when, as ISO 8601
 * @param commit of the program that measured it, or unknown
 * @param series every metric of every point
 */
public record Baseline(String suite, String created, String commit, List<Series> series) {

    /** Copies the list. */
    public Baseline {
        series = List.copyOf(series);
    }

    /**
     * One metric of one point.
     *
     * @param point the point's id
     * @param metric the metric's id
     * @param variant what tells it from others of the metric, such as the batch size; or empty
     * @param definition that it was measured under
     * @param values by seed
     * @param parts nats and tokens of each document or sample, where there is one seed only; else empty
     */
    public record Series(
            String point,
            String metric,
            String variant,
            String definition,
            Map<Long, Double> values,
            List<List<Double>> parts) {

        /** Copies the collections, keeping their order. */
        public Series {
            point = PointNames.renewed(point);
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            parts = parts.stream().map(List::copyOf).toList();
        }
    }
}
