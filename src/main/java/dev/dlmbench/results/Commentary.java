package dev.dlmbench.results;

import dev.dlmbench.base.PointNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a suite's author says beside the results; none of it is measured.
 *
 * @param cites where the paper's values are from, and under which conditions they were measured
 * @param metric that they are of
 * @param values of the paper, by point
 * @param notes sentences on what the results show
 */
public record Commentary(String cites, String metric, Map<String, Double> values, List<String> notes) {
    /** Nothing said. */
    public static final Commentary NONE = new Commentary("", "", Map.of(), List.of());

    /** Copies the collections. */
    public Commentary {
        TreeMap<String, Double> renewed = new TreeMap<>();
        values.forEach((point, value) -> renewed.put(PointNames.renewed(point), value));
        values = Collections.unmodifiableSortedMap(renewed);
        notes = List.copyOf(notes);
    }
}
