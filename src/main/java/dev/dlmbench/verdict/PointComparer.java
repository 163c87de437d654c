package dev.dlmbench.verdict;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.NodeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sets two points side by side, of one suite or of two. */
public final class PointComparer {
    private final SuiteResults left;
    private final SuiteResults right;
    private final Optional<Margin> margin;
    private final int comparisons;

    /**
     * Prepares comparisons.
     *
     * @param margin within which values count as the same; without one nothing is called better or worse
     */
    public PointComparer(SuiteResults left, SuiteResults right, Optional<Margin> margin) {
        this(left, right, margin, 1);
    }

    private PointComparer(SuiteResults left, SuiteResults right, Optional<Margin> margin, int comparisons) {
        this.left = left;
        this.right = right;
        this.margin = margin;
        this.comparisons = comparisons;
    }

    /**
     * Returns one whose findings are refuted only where an interval says so that allows for {@code comparisons} of them
     * (Bonferroni).
     */
    public static PointComparer amongMany(SuiteResults results, int comparisons) {
        return new PointComparer(results, results, Optional.empty(), Math.max(1, comparisons));
    }

    /**
     * How far apart values may be and still count as the same.
     *
     * @param amount in the metric's unit, or a share
     * @param relative whether it is a share
     */
    public record Margin(double amount, boolean relative) {}

    /** Returns the metrics that either point has a value of, in the order of their declaration. */
    public List<Metric> measured(PointEntry first, PointEntry second) {
        return Arrays.stream(Metric.values())
                .filter(metric -> !left.rows(first, metric).isEmpty()
                        || !right.rows(second, metric).isEmpty())
                .toList();
    }

    /** Returns every value of {@code metrics} that either point has, in that order; a missing one if it has none. */
    public List<Contrast> compare(PointEntry first, PointEntry second, List<Metric> metrics) {
        List<Contrast> contrasts = new ArrayList<>();
        for (Metric metric : metrics) {
            Map<String, Summary> ours = left.variants(first, metric);
            Map<String, Summary> theirs = right.variants(second, metric);
            Set<String> variants = new LinkedHashSet<>(ours.keySet());
            variants.addAll(theirs.keySet());
            if (variants.isEmpty()) {
                variants.add("");
            }
            for (String variant : variants) {
                Side one = Side.of(left, first, metric, variant, 1);
                Side other = Side.of(right, second, metric, variant, 1);
                Finding finding = finding(metric, one, other);
                contrasts.add(new Contrast(
                        metric,
                        variant,
                        ours.getOrDefault(variant, Summary.absent(metric, Map.of(), "not measured")),
                        theirs.getOrDefault(variant, Summary.absent(metric, Map.of(), "not measured")),
                        alike(one, other) ? Verdict.SAME : verdict(metric, finding),
                        finding));
            }
        }
        return contrasts;
    }

    /** Returns whether the values are equal to the bit, which takes no interval to see. */
    private static boolean alike(Side one, Side other) {
        return !one.missing()
                && one.values().equals(other.values())
                && one.definitions().equals(other.definitions());
    }

    private Finding finding(Metric metric, Side one, Side other) {
        Map<String, NodeRecord> nodes = new TreeMap<>(left.nodes());
        nodes.putAll(right.nodes());
        Tolerance tolerance = margin.map(found -> new Tolerance(found.amount(), found.relative()))
                .orElse(Tolerance.NONE);
        Relation relation = margin.isPresent() ? Relation.EQUAL : Relation.LESS;
        Comparer comparer =
                new Comparer(new EvidenceFinder(nodes, Across.WHAT_IS_KNOWN), relation, tolerance, comparisons);
        if (!metric.comparableAcrossMachines() && !machines(one, nodes).equals(machines(other, nodes))) {
            return comparer.without(one.words(), other.words(), Outcome.NOT_COMPARABLE, "measured on another machine");
        }
        return comparer.compare(one, other);
    }

    private static Set<String> machines(Side side, Map<String, NodeRecord> nodes) {
        return side.nodes().stream()
                .map(nodes::get)
                .map(node -> node.provenanceWords().getOrDefault("cpu", "unknown") + ", "
                        + node.provenanceWords().getOrDefault("cores", "unknown"))
                .collect(Collectors.toSet());
    }

    private Verdict verdict(Metric metric, Finding finding) {
        if (finding.outcome() == Outcome.NOT_COMPARABLE) {
            return Verdict.NOT_COMPARABLE;
        }
        if (finding.outcome() == Outcome.MISSING) {
            return Verdict.MISSING;
        }
        if (finding.interval().isEmpty()) {
            return Verdict.INCONCLUSIVE;
        }
        Interval interval = finding.interval().get();
        double middle = finding.ratio() ? 1 : 0;
        double forgiven = margin.map(Margin::amount).orElse(0.0);
        double low = finding.ratio() ? 1 / (1 + forgiven) : -forgiven;
        double high = finding.ratio() ? 1 + forgiven : forgiven;
        if (low <= interval.low() && interval.high() <= high) {
            return Verdict.SAME;
        }
        if (interval.high() < low || interval.low() > high) {
            return away(metric, interval.high() < middle);
        }
        return Verdict.INCONCLUSIVE;
    }

    private Verdict away(Metric metric, boolean lower) {
        boolean judged = metric.better() == Metric.Better.LOWER || metric.better() == Metric.Better.HIGHER;
        if (margin.isEmpty() || !judged) {
            return lower ? Verdict.LOWER : Verdict.HIGHER;
        }
        return lower == (metric.better() == Metric.Better.LOWER) ? Verdict.BETTER : Verdict.WORSE;
    }
}
