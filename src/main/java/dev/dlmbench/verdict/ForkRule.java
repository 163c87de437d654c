package dev.dlmbench.verdict;

import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.results.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many JVMs it takes to claim something about the speed of decoding: memory is laid out and code is compiled anew
 * in each, so that all times of one are off together, and fewer than three hardly show by how much.
 */
final class ForkRule {
    private static final int FEWEST = 3;
    private static final Set<Metric> TIMED = EnumSet.of(Metric.LATENCY, Metric.TTFB, Metric.THROUGHPUT);

    private ForkRule() {}

    /** Returns the refusal to decide anything by {@code sides}, if one of them was timed in too few JVMs. */
    static Optional<Finding> refusal(List<Side> sides, String left, Relation relation, String right) {
        return sides.stream()
                .filter(side -> TIMED.contains(side.metric()))
                .filter(side -> forks(side) < FEWEST)
                .findFirst()
                .map(side -> Finding.without(
                        left,
                        relation,
                        right,
                        Outcome.INCONCLUSIVE,
                        side.words() + " was timed in " + forks(side) + (forks(side) == 1 ? " JVM" : " JVMs")
                                + "; a claim about speed takes latency.forks of " + FEWEST + " or more"));
    }

    private static long forks(Side side) {
        return side.rows().values().stream()
                .mapToLong(row -> row.measurement().n())
                .min()
                .orElse(FEWEST);
    }
}
