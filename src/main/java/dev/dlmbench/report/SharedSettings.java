package dev.dlmbench.report;

import dev.dlmbench.results.PointEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all points of a suite have in common. */
final class SharedSettings {
    private SharedSettings() {}

    /** Returns the settings that are the same in all of {@code points}. */
    static Map<String, String> common(List<PointEntry> points) {
        Map<String, String> common = new LinkedHashMap<>();
        if (!points.isEmpty()) {
            common.putAll(points.get(0).settings());
            points.forEach(point -> common.entrySet().retainAll(point.settings().entrySet()));
        }
        return common;
    }
}
