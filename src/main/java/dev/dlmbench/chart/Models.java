package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured of models, and so once for all points that draw from the same one in different ways. */
final class Models {
    private Models() {}

    /**
     * Returns the points of a suite by what they share, in the order of the suite, under names such as {@code block
     * S=4}: those of their family, or of their experiment where several families share it.
     *
     * @param kind of the nodes that they share
     */
    static Map<String, List<PointEntry>> byName(SuiteResults results, String kind) {
        Map<List<String>, List<PointEntry>> byNodes = new LinkedHashMap<>();
        for (PointEntry point : results.index().points()) {
            List<String> nodes = point.seeds().stream()
                    .map(seed -> seed.nodes().getOrDefault(kind, point.id()))
                    .toList();
            byNodes.computeIfAbsent(nodes, key -> new ArrayList<>()).add(point);
        }
        Map<String, List<PointEntry>> byName = new LinkedHashMap<>();
        byNodes.values()
                .forEach(points -> byName.merge(name(points, byName), points, (some, more) -> {
                    List<PointEntry> both = new ArrayList<>(some);
                    both.addAll(more);
                    return both;
                }));
        return byName;
    }

    private static String name(List<PointEntry> points, Map<String, List<PointEntry>> taken) {
        PointEntry first = points.get(0);
        boolean oneFamily = points.stream().map(Families::name).distinct().count() == 1;
        if (oneFamily || taken.containsKey(first.experiment())) {
            return Families.name(first);
        }
        long others = points.stream().map(PointEntry::experiment).distinct().count() - 1;
        return first.experiment() + (others == 0 ? "" : " and " + others + " more");
    }
}
