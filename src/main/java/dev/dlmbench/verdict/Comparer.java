package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Parts;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeRecord;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Power;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * Compares two sides. A comparison is supported where the 95 % interval of the effect lies wholly in what is expected,
 * and refuted where an interval that allows for the number of comparisons (Bonferroni) lies wholly outside.
 */
final class Comparer {
    private static final double CONFIDENCE = 0.95;
    private static final double POWER = 0.8;
    private static final Set<Metric> RATIOS = EnumSet.of(
            Metric.PPL,
            Metric.GEN_PPL,
            Metric.NFE,
            Metric.NFE_DRAWING,
            Metric.NFE_ALL,
            Metric.STEPS,
            Metric.LATENCY,
            Metric.TTFB,
            Metric.THROUGHPUT,
            Metric.PEAK_MEMORY,
            Metric.TRAIN_THROUGHPUT,
            Metric.NELBO_VARIANCE,
            Metric.GRADIENT_VARIANCE,
            Metric.LENGTH);

    private final Map<String, NodeRecord> nodes;
    private final Relation relation;
    private final Tolerance tolerance;
    private final int comparisons;

    /**
     * Prepares comparisons.
     *
     * @param nodes that values come from, by address
     * @param comparisons how many there are, so that chance does not refute a claim that makes many
     */
    Comparer(Map<String, NodeRecord> nodes, Relation relation, Tolerance tolerance, int comparisons) {
        this.nodes = nodes;
        this.relation = relation;
        this.tolerance = tolerance;
        this.comparisons = comparisons;
    }

    /** Returns whether {@code metric} is compared by ratios. */
    static boolean byRatio(Metric metric, Tolerance tolerance) {
        return tolerance.relative() || (tolerance.amount() == 0 && RATIOS.contains(metric));
    }

    Finding compare(Side left, Side right) {
        if (left.missing() || right.missing()) {
            Side absent = left.missing() ? left : right;
            return without(left.words(), right.words(), Outcome.MISSING, absent.words() + ": " + absent.absence());
        }
        Set<String> definitions = new TreeSet<>(left.definitions());
        definitions.addAll(right.definitions());
        if (left.metric() == right.metric() && definitions.size() > 1) {
            return without(
                    left.words(),
                    right.words(),
                    Outcome.NOT_COMPARABLE,
                    "measured on other text, by another judge, or under another definition");
        }
        boolean ratio = byRatio(left.metric(), tolerance);
        Map<Long, Double> first = scaled(left.values(), left.factor());
        Map<Long, Double> second = scaled(right.values(), right.factor());
        if (ratio && !(positive(first) && positive(second))) {
            return without(left.words(), right.words(), Outcome.NOT_COMPARABLE, "a ratio needs positive values");
        }
        DoubleUnaryOperator scale = ratio ? Math::log : DoubleUnaryOperator.identity();
        Optional<Evidence> evidence = Evidence.acrossSeeds(first, second, scale);
        boolean onDocumentsScale = left.metric() == Metric.NLL ? !ratio : ratio;
        if (evidence.isEmpty() && onDocumentsScale) {
            evidence = withinSeed(left, right);
        }
        return judged(left, right.words(), evidence, ratio, bounds(left, right));
    }

    /** Compares the only seed of both sides over documents or samples, if the nodes kept them. */
    private Optional<Evidence> withinSeed(Side left, Side right) {
        if (left.factor() != right.factor() || left.metric() != right.metric()) {
            return Optional.empty();
        }
        double[][] first = parts(left);
        double[][] second = parts(right);
        return left.metric() == Metric.GEN_PPL ? Evidence.bySample(first, second) : Evidence.byDocument(first, second);
    }

    private double[][] parts(Side side) {
        NodeRecord node = nodes.get(side.nodes().get(0));
        try {
            return node == null ? new double[0][] : Parts.of(node, side.metric());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Finding compare(Side left, double right, String words, boolean turned) {
        if (left.missing()) {
            return without(left.words(), words, Outcome.MISSING, left.words() + ": " + left.absence());
        }
        boolean ratio = byRatio(left.metric(), tolerance) && right > 0;
        Map<Long, Double> values = scaled(left.values(), left.factor());
        if (ratio && !positive(values)) {
            return without(left.words(), words, Outcome.NOT_COMPARABLE, "a ratio needs positive values");
        }
        DoubleUnaryOperator scale = ratio ? Math::log : DoubleUnaryOperator.identity();
        Optional<Evidence> evidence = Evidence.acrossSeeds(values, scale.applyAsDouble(right), scale);
        return turned
                ? turned(left, words, evidence, ratio)
                : judged(left, words, evidence, ratio, upper(left) ? bound("the left side") : "");
    }

    /** Compares values that were read off two lines at the same place. */
    Finding compare(String left, String right, Metric metric, Map<Long, Double> first, Map<Long, Double> second) {
        boolean ratio = byRatio(metric, tolerance);
        if (ratio && !(positive(first) && positive(second))) {
            return without(left, right, Outcome.NOT_COMPARABLE, "a ratio needs positive values");
        }
        DoubleUnaryOperator scale = ratio ? Math::log : DoubleUnaryOperator.identity();
        return finding(left, right, metric, Evidence.acrossSeeds(first, second, scale), ratio, "");
    }

    Finding without(String left, String right, Outcome outcome, String note) {
        return Finding.without(left, relation, right, outcome, note);
    }

    private Finding judged(Side left, String right, Optional<Evidence> evidence, boolean ratio, String note) {
        return finding(left.words(), right, left.metric(), evidence, ratio, note);
    }

    /** A number is expected to be below what was measured. */
    private Finding turned(Side right, String words, Optional<Evidence> evidence, boolean ratio) {
        Optional<Evidence> other = evidence.map(found -> new Evidence(
                -found.value(),
                confidence -> {
                    Interval interval = found.interval().apply(confidence);
                    return new Interval(-interval.high(), -interval.low());
                },
                found.test(),
                found.n(),
                found.deviation()));
        return finding(words, right.words(), right.metric(), other, ratio, upper(right) ? bound("the right side") : "");
    }

    private Finding finding(
            String left, String right, Metric metric, Optional<Evidence> evidence, boolean ratio, String note) {
        if (evidence.isEmpty()) {
            return without(
                    left, right, Outcome.INCONCLUSIVE, "one value a side shows no scatter; it takes two seeds or more");
        }
        Evidence found = evidence.get();
        double forgiven = ratio ? Math.log1p(tolerance.amount()) : tolerance.amount();
        Interval interval = found.interval().apply(CONFIDENCE);
        Outcome outcome = decide(found, forgiven);
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
                note);
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
        int needed = Power.needed(distance, found.deviation(), 1 - CONFIDENCE, POWER);
        return OptionalInt.of(Math.max(needed, found.n() + 1));
    }

    private static String bounds(Side left, Side right) {
        boolean first = upper(left);
        boolean second = upper(right);
        if (first && second) {
            return "both are upper bounds; the quantities themselves may be smaller";
        }
        return first ? bound("the left side") : second ? bound("the right side") : "";
    }

    private static String bound(String what) {
        return what + " is an upper bound; the quantity itself may be smaller";
    }

    private static boolean upper(Side side) {
        return side.rows().values().stream().anyMatch(row -> row.measurement().bound() == Bound.UPPER);
    }

    private static Map<Long, Double> scaled(Map<Long, Double> values, double factor) {
        Map<Long, Double> scaled = new LinkedHashMap<>();
        values.forEach((seed, value) -> scaled.put(seed, factor * value));
        return scaled;
    }

    private static boolean positive(Map<Long, Double> values) {
        return List.copyOf(values.values()).stream().allMatch(value -> value > 0);
    }
}
