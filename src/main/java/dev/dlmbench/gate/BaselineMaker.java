package dev.dlmbench.gate;

import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.Parts;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baseline.Series;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Turns the results of a suite into a baseline. */
public final class BaselineMaker {
    private BaselineMaker() {}

    /**
     * Returns what {@code results} hold of the metrics that the suite asks for.
     *
     * @param created when, as ISO 8601
     * @param commit of the program, or unknown
     */
    public static Baseline of(SuiteResults results, String created, String commit) throws IOException {
        List<Series> all = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            for (Metric metric : Metric.values()) {
                if (results.index().metrics().contains(metric.id())) {
                    all.addAll(series(results, point, metric));
                }
            }
        }
        return new Baseline(results.index().suite(), created, commit, all);
    }

    /** Returns one metric of a point, once for each variant; seeds that share a node count once. */
    static List<Series> series(SuiteResults results, PointEntry point, Metric metric) throws IOException {
        Map<String, List<MetricRow>> variants = new LinkedHashMap<>();
        for (MetricRow row : results.rows(point, metric)) {
            List<MetricRow> rows = variants.computeIfAbsent(row.variant(), variant -> new ArrayList<>());
            boolean seen = rows.stream().anyMatch(other -> other.node().equals(row.node()));
            if (!seen && row.measurement().value() != null) {
                rows.add(row);
            }
        }
        List<Series> series = new ArrayList<>();
        for (Map.Entry<String, List<MetricRow>> variant : variants.entrySet()) {
            List<MetricRow> rows = variant.getValue();
            if (rows.isEmpty()) {
                continue;
            }
            Map<Long, Double> values = new TreeMap<>();
            rows.forEach(row -> values.put(
                    row.seed(), Objects.requireNonNull(row.measurement().value())));
            series.add(new Series(
                    point.id(),
                    metric.id(),
                    variant.getKey(),
                    rows.get(0).definition(),
                    values,
                    rows.size() == 1 ? parts(results, rows.get(0)) : List.of()));
        }
        return series;
    }

    private static List<List<Double>> parts(SuiteResults results, MetricRow row) throws IOException {
        NodeRecord node = results.nodes().get(row.node());
        if (node == null) {
            return List.of();
        }
        return Arrays.stream(Parts.of(node, row.metric()))
                .map(part -> Arrays.stream(part).boxed().toList())
                .toList();
    }
}
