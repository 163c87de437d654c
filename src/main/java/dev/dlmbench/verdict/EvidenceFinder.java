package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Examples;
import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.Parts;
import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricPooling;
import dev.dlmbench.metric.MetricScale;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the best evidence that there is of how far apart two sides are: across seeds and the documents of the text or
 * examples where both are known, across seeds alone, or within one seed over its documents, examples or samples.
 */
final class EvidenceFinder {
    private static final String ONE_TEXT = ", on this test text alone";

    private final Map<String, NodeRecord> nodes;
    private final Across across;
    private final Map<List<String>, Optional<Documents>> read = new HashMap<>();
    private final Map<List<String>, Examples> answered = new HashMap<>();

    /**
     * Prepares the search.
     *
     * @param nodes that values come from, by address
     * @param across what is to be allowed for
     */
    EvidenceFinder(Map<String, NodeRecord> nodes, Across across) {
        this.nodes = nodes;
        this.across = across;
    }

    /** Returns evidence of the right side minus the left one, or of the logarithms' difference. */
    Optional<Evidence> between(Side one, Side other, boolean ratio) {
        return betweenSeeds(one.beside(other), other.beside(one), ratio);
    }

    private Optional<Evidence> betweenSeeds(Side left, Side right, boolean ratio) {
        Optional<Evidence> byExample = byExample(left, right, ratio);
        if (byExample.isPresent()) {
            return byExample;
        }
        Map<Long, Double> first = scaled(left);
        Map<Long, Double> second = scaled(right);
        Optional<Documents> ours = documents(left);
        Optional<Documents> theirs = documents(right).filter(found -> ours.isPresent() && found.same(ours.get()));
        if (theirs.isPresent()) {
            double[][] one = ours.orElseThrow().moves(ratio, left.factor());
            double[][] other = theirs.get().moves(ratio, right.factor());
            return first.size() == 1 && second.size() == 1
                    ? alone(ours.get(), left, theirs.get(), right, ratio, minus(other, one)[0])
                    : DocumentEvidence.crossed(
                            first,
                            second,
                            scale(ratio),
                            first.keySet().equals(second.keySet())
                                    ? List.<double[][]>of(minus(other, one))
                                    : List.<double[][]>of(other, minus(new double[one.length][one[0].length], one)),
                            ours.get().order());
        }
        if (across == Across.SEEDS_AND_TEXT) {
            return Optional.empty();
        }
        Optional<Estimate> timed = ForkRule.overJvms(left, ratio);
        Optional<Estimate> beside = ForkRule.overJvms(right, ratio);
        if (timed.isPresent() && beside.isPresent() && across == Across.WHAT_IS_KNOWN) {
            return Optional.of(Evidence.ofErrors(timed.get(), beside.get(), "over JVMs, Welch's t"));
        }
        Optional<Evidence> evidence =
                Evidence.acrossSeeds(first, second, scale(ratio)).flatMap(found -> onText(left.metric(), found));
        return evidence.isEmpty() && ratio && across == Across.WHAT_IS_KNOWN ? bySample(left, right) : evidence;
    }

    /** Returns evidence of the same where both sides were asked the same examples; nothing elsewhere. */
    Optional<Evidence> byExample(Side left, Side right, boolean ratio) {
        return across == Across.WHAT_IS_KNOWN && examples(left).same(examples(right))
                ? ExampleEvidence.between(left, examples(left), right, examples(right), ratio)
                : Optional.empty();
    }

    /** Returns evidence of a number minus a side, or of the logarithms' difference. */
    Optional<Evidence> against(Side left, double right, boolean ratio) {
        Examples asked = examples(left);
        if (across == Across.WHAT_IS_KNOWN && asked.known()) {
            return Optional.of(ExampleEvidence.against(left, asked, right, ratio));
        }
        Map<Long, Double> values = scaled(left);
        DoubleUnaryOperator scale = scale(ratio);
        // documents keep their tokens, not their characters, whose number varies from one to the next
        Optional<Documents> documents = left.metric().pooling().kept() ? documents(left) : Optional.empty();
        double number = scale.applyAsDouble(right);
        Optional<Estimate> timed = ForkRule.overJvms(left, ratio);
        if (timed.isPresent() && across == Across.WHAT_IS_KNOWN) {
            return Optional.of(Evidence.ofError(timed.get(), number, "over JVMs, Student's t"));
        }
        if (documents.isPresent()) {
            double[][] moves = documents.get().moves(ratio, left.factor());
            double[][] away = minus(new double[moves.length][moves[0].length], moves);
            if (values.size() > 1) {
                return DocumentEvidence.crossed(
                        values,
                        number,
                        scale,
                        List.<double[][]>of(away),
                        documents.get().order());
            }
            double value = scale.applyAsDouble(left.factor() * documents.get().value());
            return across == Across.SEEDS_AND_TEXT
                    ? Optional.empty()
                    : Optional.of(DocumentEvidence.overDocuments(
                            number - value, away[0], documents.get().order(), ""));
        }
        return across == Across.SEEDS_AND_TEXT
                ? Optional.empty()
                : Evidence.acrossSeeds(values, number, scale).flatMap(found -> onText(left.metric(), found));
    }

    /** Returns why there may be no evidence. */
    String absence(Metric metric) {
        if (metric.is(MetricTrait.PROPORTION)) {
            return "without the answers to the same examples on both sides, one value a side, or equal ones, show no"
                    + " scatter";
        }
        if (metric.shareOfExamples()) {
            return "one value a side, or equal ones, show no scatter; it takes two seeds or more";
        }
        return across == Across.SEEDS_AND_TEXT
                ? "it takes two seeds or more and the stored likelihoods of the same documents on both sides"
                : "one value a side shows no scatter; it takes two seeds or more";
    }

    private Optional<Evidence> alone(
            Documents ours, Side left, Documents theirs, Side right, boolean ratio, double[] moves) {
        if (across != Across.WHAT_IS_KNOWN) {
            return Optional.empty();
        }
        DoubleUnaryOperator scale = scale(ratio);
        double value = scale.applyAsDouble(right.factor() * theirs.value())
                - scale.applyAsDouble(left.factor() * ours.value());
        return Optional.of(DocumentEvidence.overDocuments(value, moves, ours.order(), ", paired by document"));
    }

    /** Returns evidence across seeds on what was used. */
    private static Optional<Evidence> onText(Metric metric, Evidence found) {
        return metric.likelihood()
                ? Optional.of(found.called(found.test() + ONE_TEXT))
                : ExampleEvidence.alone(metric, found);
    }

    /** Returns what both sides get right of the same examples, seed by seed. */
    List<PairedSeed> pairs(Side left, Side right) {
        return ExampleEvidence.pairs(left, examples(left), right, examples(right));
    }

    private Examples examples(Side side) {
        return answered.computeIfAbsent(
                key(side), key -> Examples.of(List.copyOf(side.rows().values()), this::examples));
    }

    private List<ExampleScore> examples(String hash) {
        NodeRecord node = nodes.get(hash);
        try {
            return node == null ? List.of() : Parts.examples(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Documents> documents(Side side) {
        if (across == Across.SEEDS) {
            return Optional.empty();
        }
        return read.computeIfAbsent(key(side), nodesOfIt -> {
            try {
                return Documents.of(side, nodes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> key(Side side) {
        if (side.missing()) {
            return List.of(side.metric().id());
        }
        MetricRow first = side.rows().values().iterator().next();
        String bound = first.measurement().bound().name();
        return Stream.concat(Stream.of(side.metric().id(), first.variant(), bound), side.nodes().stream())
                .toList();
    }

    private Optional<Evidence> bySample(Side left, Side right) {
        boolean pooled = left.metric().pooling() == MetricPooling.TOKENS_OF_SAMPLES
                && left.metric().scale() == MetricScale.EXPONENTIAL;
        if (!pooled || right.metric() != left.metric() || left.factor() != right.factor()) {
            return Optional.empty();
        }
        return Evidence.bySample(samples(left), samples(right));
    }

    private double[][] samples(Side side) {
        NodeRecord node = nodes.get(side.nodes().get(0));
        try {
            return node == null ? new double[0][] : Parts.of(node, side.metric());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[][] minus(double[][] from, double[][] what) {
        return IntStream.range(0, from.length)
                .mapToObj(seed -> {
                    double[] difference = from[seed].clone();
                    Arrays.setAll(difference, i -> difference[i] - what[seed][i]);
                    return difference;
                })
                .toArray(double[][]::new);
    }

    static DoubleUnaryOperator scale(boolean ratio) {
        return ratio ? Math::log : DoubleUnaryOperator.identity();
    }

    /** Returns a side's values by seed, with its factor. */
    static Map<Long, Double> scaled(Side side) {
        Map<Long, Double> scaled = new LinkedHashMap<>();
        side.values().forEach((seed, value) -> scaled.put(seed, side.factor() * value));
        return scaled;
    }
}
