package dev.dlmbench.verdict;

import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares two sides. A comparison is supported where the 95 % interval of the effect lies wholly in what is expected,
 * and refuted where an interval that allows for the number of comparisons (Bonferroni) lies wholly outside.
 */
final class Comparer {
    private static final double CONFIDENCE = 0.95;
    private static final double POWER = 0.8;

    /** Standard errors from 0 at which an effect is found with that power: those of 97.5 % and of 80 %. */
    private static final double BOTH = 1.96 + 0.84;

    static final String DIFFERENT = "measured on other text, by another evaluator, or under another definition";
    private static final String POSITIVE = "a ratio needs positive values";
    private static final String SCORES = "both are scores of one kind; they say nothing of likelihoods";
    private static final String SCORED = "the value is a score, neither a likelihood nor a bound of one";

    private final EvidenceFinder finder;
    private final Relation relation;
    private final Tolerance tolerance;
    private final int comparisons;

    /**
     * Prepares comparisons.
     *
     * @param finder of evidence
     * @param comparisons how many there are, so that chance does not refute a claim that makes many
     */
    Comparer(EvidenceFinder finder, Relation relation, Tolerance tolerance, int comparisons) {
        this.finder = finder;
        this.relation = relation;
        this.tolerance = tolerance;
        this.comparisons = comparisons;
    }

    /** Returns whether {@code metric} is compared by ratios. */
    static boolean byRatio(Metric metric, Tolerance tolerance) {
        return tolerance.relative()
                || (tolerance.amount() == 0 && metric.scale().comparesRatios());
    }

    /**
     * Compares two sides. What can only be said of an upper bound is said of the quantity itself where it holds for a
     * lower bound as well.
     */
    Finding compare(Side left, Side right) {
        Finding finding = measured(left, right);
        return finding.outcome() == Outcome.REFUTED_FOR_THE_BOUND
                ? between(finding, left, "left", bound -> measured(bound, right))
                : between(finding, right, "right", bound -> measured(left, bound));
    }

    /** Returns what holds for both ends of a side, if that says more than {@code finding}, of its upper bound. */
    private Finding between(Finding finding, Side side, String name, Function<Side, Finding> measured) {
        return finding.outcome().said() == finding.outcome() || relation == Relation.EQUAL
                ? finding
                : side.lower()
                        .map(measured)
                        .filter(other -> finding.outcome().said() == other.outcome())
                        .map(other -> other.between(finding, name))
                        .orElse(finding);
    }

    private Finding measured(Side left, Side right) {
        if (left.missing() || right.missing()) {
            Side absent = left.missing() ? left : right;
            return without(left.words(), right.words(), Outcome.MISSING, absent.words() + ": " + absent.absence());
        }
        if (differ(left, List.of(right))) {
            return without(left.words(), right.words(), Outcome.NOT_COMPARABLE, DIFFERENT);
        }
        boolean ratio = byRatio(left.metric(), tolerance);
        if (ratio && !(positive(EvidenceFinder.scaled(left)) && positive(EvidenceFinder.scaled(right)))) {
            return without(left.words(), right.words(), Outcome.NOT_COMPARABLE, POSITIVE);
        }
        Bounds bounds = new Bounds(upper(left), upper(right));
        return finding(left.words(), right.words(), left.metric(), finder.between(left, right, ratio), ratio, bounds)
                .noted(ofSamplers(left, right))
                .noted(left.scored() && right.scored() && left.metric() == right.metric() ? SCORES : "")
                .noted(learning(left.learning(), right.learning()))
                .with(finder.pairs(left, right));
    }

    /** Returns which side's likelihood is that of a sampler, in words; empty if none is. */
    private static String ofSamplers(Side left, Side right) {
        boolean one = left.ofSampler();
        boolean other = right.ofSampler();
        if (one && other) {
            return "both likelihoods are those of one sampler each";
        }
        return one || other ? "the " + (one ? "left" : "right") + " likelihood is that of one sampler" : "";
    }

    /**
     * Returns whether values of one metric mean something else on one side than on the others, or those of several are
     * of answers to different problems, or scores on one side alone.
     */
    static boolean differ(Side left, List<Side> rights) {
        boolean alike = rights.stream().allMatch(right -> right.metric() == left.metric());
        Set<String> meanings = new TreeSet<>(alike ? left.definitions() : left.tasks());
        rights.stream()
                .filter(right -> right.metric().measuredBy() == left.metric().measuredBy()) // who name tasks alike
                .forEach(right -> meanings.addAll(alike ? right.definitions() : right.tasks()));
        return meanings.size() > 1 || rights.stream().anyMatch(right -> right.scored() != left.scored());
    }

    /** Compares a side with a number, on the right or, if {@code turned}, on the left, as two sides are compared. */
    Finding compare(Side left, double right, String words, boolean turned) {
        return between(
                measured(left, right, words, turned),
                left,
                turned ? "right" : "left",
                bound -> measured(bound, right, words, turned));
    }

    private Finding measured(Side left, double right, String words, boolean turned) {
        String first = turned ? words : left.words();
        String second = turned ? left.words() : words;
        if (left.missing()) {
            return without(first, second, Outcome.MISSING, left.words() + ": " + left.absence());
        }
        if (left.scored()) {
            return without(first, second, Outcome.NOT_COMPARABLE, SCORED);
        }
        boolean ratio = byRatio(left.metric(), tolerance) && right > 0;
        if (ratio && !positive(EvidenceFinder.scaled(left))) {
            return without(first, second, Outcome.NOT_COMPARABLE, POSITIVE);
        }
        Optional<Evidence> evidence = finder.against(left, right, ratio);
        Finding finding = turned
                ? finding(
                        words,
                        left.words(),
                        left.metric(),
                        evidence.map(Evidence::turned),
                        ratio,
                        new Bounds(false, upper(left)))
                : finding(left.words(), words, left.metric(), evidence, ratio, new Bounds(upper(left), false));
        return finding.noted(learning(left.learning() && !turned, left.learning() && turned));
    }

    /** Judges evidence on the logarithms' difference of two sides that are known by their words. */
    Finding compare(String left, String right, Metric metric, Evidence ratio) {
        return finding(left, right, metric, Optional.of(ratio), true, new Bounds(false, false));
    }

    /**
     * Compares a point with what was read off a line at the same place.
     *
     * @param line in words
     * @param upper whether values of the line are upper bounds
     * @param learning whether models of the line were still learning
     * @param lineFirst whether the line is the left side
     */
    Finding compare(Reading reading, String line, boolean upper, boolean learning, boolean lineFirst) {
        Side point = reading.point();
        String left = lineFirst ? line : point.words();
        String right = lineFirst ? point.words() : line;
        boolean ratio = byRatio(point.metric(), tolerance);
        if (ratio && !reading.positive()) {
            return without(left, right, Outcome.NOT_COMPARABLE, POSITIVE);
        }
        Optional<Evidence> evidence = reading.evidence(finder, ratio);
        return lineFirst
                ? finding(
                                left,
                                right,
                                point.metric(),
                                evidence.map(Evidence::turned),
                                ratio,
                                new Bounds(upper, upper(point)))
                        .noted(learning(learning, point.learning()))
                        .with(reading.on()
                                .map(side -> finder.pairs(side, point))
                                .orElse(List.of()))
                : finding(left, right, point.metric(), evidence, ratio, new Bounds(upper(point), upper))
                        .noted(learning(point.learning(), learning))
                        .with(reading.on()
                                .map(side -> finder.pairs(point, side))
                                .orElse(List.of()));
    }

    Finding without(String left, String right, Outcome outcome, String note) {
        return Finding.without(left, relation, right, outcome, note);
    }

    private Finding finding(
            String left, String right, Metric metric, Optional<Evidence> evidence, boolean ratio, Bounds bounds) {
        if (evidence.isEmpty()) {
            return without(left, right, Outcome.INCONCLUSIVE, finder.absence(metric));
        }
        Evidence found = evidence.get();
        double forgiven = ratio ? Math.log1p(tolerance.amount()) : tolerance.amount();
        Interval interval = found.interval().apply(CONFIDENCE);
        Outcome outcome = decide(found, forgiven).bounded(relation, found.value(), bounds.left(), bounds.right());
        return new Finding(
                left,
                relation,
                right,
                outcome,
                Optional.of(ratio ? Math.exp(found.value()) : found.value()),
                ratio,
                ratio ? "" : metric.unit(),
                Optional.of(ratio ? interval.exponential() : interval),
                found.test(),
                found.n(),
                outcome == Outcome.INCONCLUSIVE ? needed(found, forgiven) : OptionalInt.empty(),
                bounds.words(),
                List.of());
    }

    /** Returns what becomes of a comparison that forgives so much, on the scale of the evidence. */
    Outcome decide(Evidence found, double forgiven) {
        Interval interval = found.interval().apply(CONFIDENCE);
        Interval wide = found.interval().apply(1 - (1 - CONFIDENCE) / comparisons);
        boolean holds =
                switch (relation) {
                    case LESS -> interval.low() > 0;
                    case AT_MOST -> interval.low() >= -forgiven;
                    case EQUAL -> interval.low() >= -forgiven && interval.high() <= forgiven;
                };
        boolean fails =
                switch (relation) {
                    case LESS -> wide.high() < 0 || (wide.low() == 0 && wide.high() == 0);
                    case AT_MOST -> wide.high() < -forgiven;
                    case EQUAL -> wide.high() < -forgiven || wide.low() > forgiven;
                };
        return holds ? Outcome.SUPPORTED : fails ? Outcome.REFUTED : Outcome.INCONCLUSIVE;
    }

    /** Returns how many seeds would show on which side of the border the effect lies, if it is what it seems to be. */
    private OptionalInt needed(Evidence found, double forgiven) {
        double distance =
                switch (relation) {
                    case LESS -> Math.abs(found.value());
                    case AT_MOST -> Math.abs(found.value() + forgiven);
                    case EQUAL -> Math.abs(forgiven - Math.abs(found.value()));
                };
        if (found.deviation() == 0 || distance == 0) {
            return OptionalInt.empty();
        }
        double beyond = distance * distance - Math.pow(BOTH * found.fixed(), 2); // what other text may move
        return OptionalInt.of(
                beyond <= 0
                        ? Power.MOST
                        : Math.max(
                                Power.needed(Math.sqrt(beyond), found.deviation(), 1 - CONFIDENCE, POWER),
                                found.n() + 1));
    }

    /**
     * Which values are upper bounds.
     *
     * @param left whether those of the left side are
     * @param right whether those of the right side are
     */
    private record Bounds(boolean left, boolean right) {
        String words() {
            if (left && right) {
                return "both are upper bounds; the quantities themselves may be smaller";
            }
            return left ? words("left") : right ? words("right") : "";
        }

        private static String words(String side) {
            return "the " + side + " side is an upper bound; the quantity itself may be smaller";
        }
    }

    /** Returns which side's models would have become others by more training, in words; empty if none would. */
    static String learning(boolean left, boolean right) {
        if (left && right) {
            return "the models of both sides were still learning";
        }
        return left || right ? "the " + (left ? "left" : "right") + " side's model was still learning" : "";
    }

    static boolean upper(Side side) {
        return side.rows().values().stream().anyMatch(row -> row.measurement().bound() == Bound.UPPER);
    }

    private static boolean positive(Map<Long, Double> values) {
        return List.copyOf(values.values()).stream().allMatch(value -> value > 0);
    }
}
