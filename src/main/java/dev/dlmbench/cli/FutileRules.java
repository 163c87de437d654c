package dev.dlmbench.cli;

import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.gate.GateSpec.Rule;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules of a gate that find nothing with as few seeds as the suite has, however large a change is. A suite with such
 * rules can be run all the same; it cannot be judged by them.
 */
final class FutileRules {
    /** A change of so many times the scatter between seeds must be found, or nothing ever will be. */
    private static final double LARGE = 10;

    /** Enough for any certainty that a gate may ask for, with all the scatter that seeds are seen to have. */
    private static final int MOST_SEEDS = 100;

    private static final double[] ALPHAS = {0.01, 0.02, 0.05, 0.1, 0.2};

    private FutileRules() {}

    /** Returns what is wrong with each such rule of {@code suite}, where it stands, and what would do. */
    static List<String> of(Suite suite) {
        return suite.gate().rules().stream()
                .flatMap(rule -> suite.points().stream()
                        .filter(point -> concerns(rule, point))
                        .flatMap(point -> complaint(rule, point, suite.gate().alpha()).stream())
                        .limit(1))
                .toList();
    }

    private static boolean concerns(Rule rule, Point point) {
        if (rule.of().isEmpty()) {
            return point.settings().control().isEmpty();
        }
        Selection selection = ExpectationParser.selection(rule.of());
        return selection.matches(
                point.experiment(), point.axes(), point.settings().flattened());
    }

    private static Optional<String> complaint(Rule rule, Point point, double alpha) {
        int seeds = point.seeds().size();
        boolean pooled = rule.pooled();
        if (rule.onSpeed() || (seeds == 1 && pooled) || finds(rule, seeds, alpha)) {
            return Optional.empty();
        }
        OptionalInt enough = IntStream.rangeClosed(2, MOST_SEEDS)
                .filter(more -> finds(rule, more, alpha))
                .findFirst();
        Stream<String> would = Stream.concat(
                enough.stream().mapToObj(more -> more + " seeds"),
                Stream.concat(
                        pooled ? Stream.of("1 seed") : Stream.empty(),
                        DoubleStream.of(ALPHAS)
                                .filter(lenient -> lenient > alpha && finds(rule, seeds, lenient))
                                .limit(1)
                                .mapToObj(lenient -> "gate.alpha " + lenient)));
        String why = seeds == 1
                ? "one seed shows no scatter"
                : String.format(
                        Locale.ROOT,
                        "with %d seeds and gate.alpha %s only a change of %.0f times the scatter between seeds counts",
                        seeds,
                        alpha,
                        reach(rule, seeds, alpha));
        return Optional.of(rule.at() + ": the rule on " + rule.metric().id() + " can never find anything at "
                + point.id() + ": " + why + "; what would do: " + String.join(", or ", would.toList()));
    }

    private static boolean finds(Rule rule, int seeds, double alpha) {
        return seeds > 1 && reach(rule, seeds, alpha) <= LARGE;
    }

    /**
     * Returns how far a mean of differences must lie from zero to count, in standard deviations of one (Student's t).
     */
    private static double reach(Rule rule, int seeds, double alpha) {
        boolean eitherWay =
                rule.metric().better() == Metric.Better.DATA || rule.metric().better() == Metric.Better.NONE;
        return new Estimate(0, 1 / Math.sqrt(seeds), seeds - 1)
                .interval(1 - (eitherWay ? alpha : 2 * alpha))
                .high();
    }
}
