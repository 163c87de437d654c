package dev.dlmbench.verdict;

import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.metric.MetricPooling;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.statistics.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * How many JVMs it takes to claim something about the speed of decoding: memory is laid out and code is compiled anew
 * in each, so that all times of one are off together, and fewer than three hardly show by how much.
 */
final class ForkRule {
    private static final int FEWEST = 3;
    /** The condition of times whose n counts JVMs; before, it counted decodings. */
    private static final String FLAGS = "jvm flags";

    private ForkRule() {}

    /** Returns the refusal to decide anything by {@code sides}, if one of them was timed in too few JVMs. */
    static Optional<Finding> refusal(List<Side> sides, String left, Relation relation, String right) {
        return sides.stream()
                .filter(ForkRule::timed)
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

    /**
     * Returns a side's only value, with the error that its JVMs show, on the scale of the comparison: only the model of
     * the first seed is timed. The standard error of a logarithm is the relative one, to first order.
     */
    static Optional<Estimate> overJvms(Side side, boolean ratio) {
        if (!timed(side) || side.rows().size() != 1) {
            return Optional.empty();
        }
        Measurement measured = side.rows().values().iterator().next().measurement();
        Double value = measured.value();
        Double error = measured.standardError();
        if (value == null
                || error == null
                || measured.n() < FEWEST
                || !measured.conditions().containsKey(FLAGS)) {
            return Optional.empty();
        }
        double degrees = measured.n() - 1.0;
        return Optional.of(
                ratio
                        ? new Estimate(Math.log(side.factor() * value), error / value, degrees)
                        : new Estimate(side.factor() * value, side.factor() * error, degrees));
    }

    private static boolean timed(Side side) {
        return side.metric().pooling() == MetricPooling.JVMS;
    }

    private static long forks(Side side) {
        return side.rows().values().stream()
                .mapToLong(row -> row.measurement().n())
                .min()
                .orElse(FEWEST);
    }
}
