package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Frontiers;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Compares frontiers (arXiv 2604.02718): by how much ln gen-PPL differs at equal entropy of the samples, on average
 * over the entropies that both have, seed by seed. Between its points a frontier is straight.
 *
 * @param results of the suite
 */
record FrontierJudge(SuiteResults results) {

    /** Of fewer values all have one sign by chance in more than 2.5 % of cases. */
    private static final int FEWEST_DRAWN_ANEW = 6;

    /** What two curves have in common must be this part of the shorter one, or their ends are compared, not they. */
    private static final double LEAST_SHARED = 0.25;

    /** Returns what comes of a comparison of two frontiers. */
    Finding compare(Frontier left, Frontier right, Comparison comparison, Comparer comparer) {
        for (Frontier side : List.of(left, right)) {
            List<String> names =
                    points(side).stream().map(Frontiers::name).distinct().toList();
            if (names.size() > 1) {
                String note = side.words() + " holds several frontiers: " + String.join("; ", names);
                return comparer.without(left.words(), right.words(), Outcome.NOT_COMPARABLE, note);
            }
        }
        List<Side> qualities = sides(left, right, Frontiers.quality());
        List<Side> entropies = sides(left, right, Frontiers.diversity());
        for (List<Side> sides : List.of(qualities, entropies)) {
            for (Side side : sides) {
                if (side.missing()) {
                    String note = side.words() + ": " + side.absence();
                    return comparer.without(left.words(), right.words(), Outcome.MISSING, note);
                }
                if (Comparer.differ(side, sides)) {
                    return comparer.without(left.words(), right.words(), Outcome.NOT_COMPARABLE, Comparer.DIFFERENT);
                }
            }
        }
        boolean first = learning(left);
        boolean second = learning(right);
        return compare(left, right, comparison.across(), comparer).noted(Comparer.learning(first, second));
    }

    private Finding compare(Frontier left, Frontier right, Across across, Comparer comparer) {
        Map<Long, Curve> ours = Frontiers.curves(results, points(left));
        Map<Long, Curve> theirs = Frontiers.curves(results, points(right));
        List<Double> differences = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Long, Curve> entry : ours.entrySet()) {
            Curve our = entry.getValue();
            Curve their = theirs.get(entry.getKey());
            if (their == null) {
                continue;
            }
            OptionalDouble below = our.below(their);
            if (below.isEmpty()) {
                String note = "seed " + entry.getKey() + ": they have no entropies in common, " + spans(our, their);
                return comparer.without(left.words(), right.words(), Outcome.INCONCLUSIVE, note);
            }
            double from = Math.max(our.low(), their.low());
            double to = Math.min(our.high(), their.high());
            if (to - from < LEAST_SHARED * Math.min(our.high() - our.low(), their.high() - their.low())) {
                String note = "seed " + entry.getKey() + ": they share less than a quarter of the shorter one, "
                        + spans(our, their);
                return comparer.without(left.words(), right.words(), Outcome.INCONCLUSIVE, note);
            }
            differences.add(below.getAsDouble());
            low = Math.min(low, from);
            high = Math.max(high, to);
        }
        if (differences.size() < 2) {
            String note = "fewer than two seeds that both sides have show no scatter";
            return comparer.without(left.words(), right.words(), Outcome.INCONCLUSIVE, note);
        }
        if (across == Across.BOOTSTRAP && differences.size() < FEWEST_DRAWN_ANEW) {
            String note = "a bootstrap never leaves the values it draws from; it takes " + FEWEST_DRAWN_ANEW
                    + " seeds that both sides have, or leave out 'by bootstrap'";
            return comparer.without(left.words(), right.words(), Outcome.INCONCLUSIVE, note);
        }
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
        Evidence evidence = across == Across.BOOTSTRAP
                ? Evidence.resampled(values, "paired by seed, bootstrap")
                : Evidence.ofDifferences(values, "paired by seed, Student's t");
        return comparer.compare(left.words(), right.words(), Frontiers.quality(), evidence)
                .noted("over entropies of " + span(low, high));
    }

    private static String spans(Curve left, Curve right) {
        return span(left.low(), left.high()) + " and " + span(right.low(), right.high());
    }

    private static String span(double low, double high) {
        return String.format(Locale.ROOT, "%.3f to %.3f", low, high);
    }

    private List<PointEntry> points(Frontier frontier) {
        return results.index().points().stream()
                .filter(point -> frontier.selection().matches(point.experiment(), point.axes(), point.settings()))
                .toList();
    }

    private List<Side> sides(Frontier left, Frontier right, Metric metric) {
        return Stream.of(left, right)
                .flatMap(frontier -> points(frontier).stream())
                .map(point -> Side.of(results, point, metric, "", 1))
                .toList();
    }

    private boolean learning(Frontier frontier) {
        return points(frontier).stream().anyMatch(results::stillLearning);
    }
}
