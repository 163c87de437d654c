package dev.dlmbench.report;

import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every setting of every point, what all points share said once.
 *
 * @param common what all points share
 * @param points what is each point's own
 */
public record SettingsTable(Map<String, String> common, List<PointSettings> points) {

    /**
     * One point's own settings.
     *
     * @param id of the point
     * @param anchor of the paragraph
     * @param own settings that not all points share
     * @param seeds the replicates
     */
    public record PointSettings(String id, String anchor, Map<String, String> own, String seeds) {}

    static SettingsTable of(List<PointEntry> entries) {
        Map<String, String> common = new LinkedHashMap<>();
        if (!entries.isEmpty()) {
            entries.get(0).settings().forEach((name, value) -> {
                if (entries.stream()
                        .allMatch(entry -> value.equals(entry.settings().get(name)))) {
                    common.put(name, value);
                }
            });
        }
        List<PointSettings> points = new ArrayList<>();
        for (PointEntry entry : entries) {
            Map<String, String> own = new LinkedHashMap<>(entry.settings());
            own.keySet().removeAll(common.keySet());
            List<String> seeds = entry.seeds().stream()
                    .map(seed -> Long.toString(seed.seed()))
                    .toList();
            points.add(new PointSettings(entry.id(), "point-" + (points.size() + 1), own, String.join(", ", seeds)));
        }
        return new SettingsTable(common, points);
    }
}
