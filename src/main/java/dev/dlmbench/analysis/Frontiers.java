package dev.dlmbench.analysis;

import dev.dlmbench.base.FrontierAxes;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Frontiers: points that differ only in how bold draws are, as curves of ln gen-PPL over the entropy of samples. */
public final class Frontiers {
    private Frontiers() {}

    /** Returns what a frontier is a curve of, along its logarithm. */
    public static Metric quality() {
        return Metric.all(MetricTrait.FRONTIER).get(0);
    }

    /** Returns what it is a curve over. */
    public static Metric diversity() {
        return quality().companion().orElseThrow();
    }

    /** Returns the name of the frontier that a point is of. */
    public static String name(PointEntry point) {
        return FrontierAxes.name(point.experiment(), point.axes());
    }

    /** Returns the points of each frontier, by its name, both in the order of the suite. */
    public static Map<String, List<PointEntry>> of(List<PointEntry> points) {
        Map<String, List<PointEntry>> frontiers = new LinkedHashMap<>();
        points.forEach(point -> frontiers
                .computeIfAbsent(name(point), name -> new ArrayList<>())
                .add(point));
        return frontiers;
    }

    /**
     * Returns one point for each frontier: that which draws by the network's own distribution; without one, all of it.
     */
    public static Set<PointEntry> faithful(List<PointEntry> points) {
        Set<PointEntry> faithful = new LinkedHashSet<>();
        of(points).values().forEach(frontier -> {
            List<PointEntry> such = frontier.stream()
                    .filter(point -> FrontierAxes.faithful(point.axes()))
                    .toList();
            faithful.addAll(such.isEmpty() ? frontier : such);
        });
        return faithful;
    }

    /**
     * Returns the curves of one frontier, by seed: each through all of its points. A seed that lacks a point's value,
     * or has one that has no logarithm, has none.
     */
    public static Map<Long, Curve> curves(SuiteResults results, List<PointEntry> points) {
        Map<Long, double[][]> places = new TreeMap<>();
        for (int i = 0; i < points.size(); i++) {
            Map<Long, Double> qualities = values(results, points.get(i), quality());
            Map<Long, Double> entropies = values(results, points.get(i), diversity());
            int at = i;
            qualities.forEach((seed, quality) -> {
                Double entropy = entropies.get(seed);
                if (entropy != null && quality > 0) {
                    places.computeIfAbsent(seed, one -> new double[points.size()][])[at] =
                            new double[] {entropy, Math.log(quality)};
                }
            });
        }
        Map<Long, Curve> curves = new TreeMap<>();
        places.forEach((seed, found) -> {
            if (Arrays.stream(found).allMatch(Objects::nonNull)) {
                curves.put(
                        seed,
                        Curve.through(
                                Arrays.stream(found)
                                        .mapToDouble(place -> place[0])
                                        .toArray(),
                                Arrays.stream(found)
                                        .mapToDouble(place -> place[1])
                                        .toArray()));
            }
        });
        return curves;
    }

    private static Map<Long, Double> values(SuiteResults results, PointEntry point, Metric metric) {
        Map<Long, Double> values = new TreeMap<>();
        for (MetricRow row : results.rows(point, metric)) {
            Double value = row.measurement().value();
            if (value != null) {
                values.put(row.seed(), value);
            }
        }
        return values;
    }
}
