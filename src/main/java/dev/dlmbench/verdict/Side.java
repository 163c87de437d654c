package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One metric of one point, seed by seed; seeds that share a node count once.
 *
 * @param point of the suite
 * @param metric that was measured
 * @param factor that every value is multiplied by
 * @param rows by seed, those without a value left out
 * @param absence why there is no value, if there is none
 * @param learning whether a model that the values are of was still learning when its training ended
 */
record Side(
        PointEntry point, Metric metric, double factor, Map<Long, MetricRow> rows, String absence, boolean learning) {

    /**
     * Reads a side.
     *
     * @param batch the batch size or number of answers it was measured at; empty for the first there is
     */
    static Side of(SuiteResults results, PointEntry point, Metric metric, String batch, double factor) {
        Map<Long, MetricRow> rows = new TreeMap<>();
        List<String> nodes = new ArrayList<>();
        String absence = "not measured";
        String wanted = batch;
        for (MetricRow row : results.rows(point, metric)) {
            wanted = wanted.isEmpty() ? row.variant() : wanted;
            if (!row.variant().equals(wanted) || nodes.contains(row.node())) {
                continue;
            }
            nodes.add(row.node());
            if (row.measurement().value() == null) {
                absence = Objects.requireNonNullElse(row.measurement().reason(), absence);
            } else {
                rows.put(row.seed(), row);
            }
        }
        boolean learning = results.summaries(point, metric).stream()
                .anyMatch(summary -> summary.caveats().all().contains(Caveat.STILL_LEARNING));
        return new Side(point, metric, factor, rows, absence, learning);
    }

    /**
     * Returns the same side beside another: one value that all seeds share, as what a control counts is, stands beside
     * each of the other's seeds, which are all that scatters.
     */
    Side beside(Side other) {
        if (rows.size() != 1 || other.rows.size() < 2) {
            return this;
        }
        MetricRow only = rows.values().iterator().next();
        boolean shared = point.seeds().size() > 1
                && point.seeds().stream().allMatch(seed -> seed.nodes().containsValue(only.node()));
        if (!shared) {
            return this;
        }
        Map<Long, MetricRow> repeated = new TreeMap<>();
        other.rows.keySet().forEach(seed -> repeated.put(seed, only));
        return new Side(point, metric, factor, repeated, absence, learning);
    }

    /** Returns the same side with what bounds its values from below; nothing unless every seed has such a bound. */
    Optional<Side> lower() {
        Map<Long, MetricRow> bounds = new TreeMap<>();
        rows.forEach(
                (seed, row) -> row.measurement().lower().ifPresent(bound -> bounds.put(seed, row.measuring(bound))));
        return bounds.size() == rows.size() && !missing()
                ? Optional.of(new Side(point, metric, factor, bounds, absence, learning))
                : Optional.empty();
    }

    /** Returns whether the values are likelihoods of one sampler. */
    boolean ofSampler() {
        return rows.values().stream()
                .anyMatch(row -> row.measurement().details().containsKey(Measurement.OF_SAMPLER));
    }

    /** Returns whether the values are scores, and neither likelihoods nor bounds. */
    boolean scored() {
        return rows.values().stream().anyMatch(row -> row.measurement().bound() == Measurement.Bound.SCORE);
    }

    /** Returns the nodes that the values come from. */
    List<String> nodes() {
        return rows.values().stream().map(MetricRow::node).toList();
    }

    /** Returns the values by seed, without the factor. */
    Map<Long, Double> values() {
        Map<Long, Double> values = new LinkedHashMap<>();
        rows.forEach((seed, row) ->
                values.put(seed, Objects.requireNonNull(row.measurement().value())));
        return values;
    }

    boolean missing() {
        return rows.isEmpty();
    }

    /** Returns the definitions that the values were measured under. */
    List<String> definitions() {
        return rows.values().stream().map(MetricRow::definition).distinct().toList();
    }

    /** Returns the problems that were asked, as whoever asked them names these; none where there were none. */
    List<String> tasks() {
        return rows.values().stream()
                .map(row -> row.measurement().conditions().get("task"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    String words() {
        String at = !metric.timing() && !missing()
                ? metric.spread()
                        .map(key -> ", " + key + "="
                                + rows.values().iterator().next().variant())
                        .orElse("")
                : "";
        String name = metric.id() + "(" + Families.pointName(point) + at + ")";
        return factor == 1 ? name : factor + " * " + name;
    }
}
