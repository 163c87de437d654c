package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is measured once for all points that draw from one model in different ways.
 *
 * @param name such as {@code block,blockSize=4}
 * @param points that share it, in the order of the suite
 * @param look that the family of the first of them has in every chart
 */
record Model(String name, List<PointEntry> points, Look look) {

    /** Returns the points of a suite by what nodes of one {@code kind} they share, in the order of the suite. */
    static List<Model> of(SuiteResults results, NodeKind kind) {
        Map<List<String>, List<PointEntry>> byNodes = new LinkedHashMap<>();
        for (PointEntry point : results.index().points()) {
            List<String> nodes = point.seeds().stream()
                    .map(seed -> seed.nodes().getOrDefault(kind.id(), point.id()))
                    .toList();
            byNodes.computeIfAbsent(nodes, key -> new ArrayList<>()).add(point);
        }
        List<String> families =
                List.copyOf(Families.of(results.index().points()).byName().keySet());
        Set<String> taken = new HashSet<>();
        List<Model> models = new ArrayList<>();
        for (List<PointEntry> points : byNodes.values()) {
            String name = name(points, taken);
            taken.add(name);
            models.add(new Model(name, points, Look.of(families.indexOf(Families.name(points.get(0))))));
        }
        return models;
    }

    /** Returns the first of the points. */
    PointEntry first() {
        return points.get(0);
    }

    /** The name of the family or, if there are several, of the experiment; of the point, if that is taken. */
    private static String name(List<PointEntry> points, Set<String> taken) {
        PointEntry first = points.get(0);
        boolean oneFamily = points.stream().map(Families::name).distinct().count() == 1;
        long others = points.stream().map(PointEntry::experiment).distinct().count() - 1;
        String name =
                oneFamily ? Families.name(first) : first.experiment() + (others == 0 ? "" : " and " + others + " more");
        return taken.contains(name) ? Families.pointName(first) : name;
    }
}
