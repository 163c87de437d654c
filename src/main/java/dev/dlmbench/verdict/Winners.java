package dev.dlmbench.verdict;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which point is best, if that can be told. */
public final class Winners {
    private Winners() {}

    /**
     * Returns the point whose metric is better than that of every other, each by an interval of the difference; nothing
     * if there is none, or if the metric has no direction.
     *
     * @param batch the batch size it was measured at; empty for the first
     */
    public static Optional<PointEntry> of(SuiteResults results, Metric metric, String batch) {
        boolean lower = metric.better() == Metric.Better.LOWER;
        if (!lower && metric.better() != Metric.Better.HIGHER) {
            return Optional.empty();
        }
        List<Side> sides = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (PointEntry point : results.index().points()) {
            Side side = Side.of(results, point, metric, batch, 1);
            if (!point.control() && !side.missing() && seen.add(side.nodes())) {
                sides.add(side);
            }
        }
        if (sides.size() < 2) {
            return Optional.empty();
        }
        Comparator<Side> byMean = Comparator.comparingDouble(Winners::mean);
        Side best = lower ? Collections.min(sides, byMean) : Collections.max(sides, byMean);
        Comparer comparer = new Comparer(
                new EvidenceFinder(results.nodes(), Across.WHAT_IS_KNOWN), Relation.LESS, Tolerance.NONE, 1);
        boolean real = sides.stream()
                .filter(other -> !other.point().id().equals(best.point().id()))
                .map(other -> lower ? comparer.compare(best, other) : comparer.compare(other, best))
                .allMatch(finding -> finding.outcome().supports());
        return real ? Optional.of(best.point()) : Optional.empty();
    }

    private static double mean(Side side) {
        return side.metric().scale().mean(side.values().values());
    }
}
