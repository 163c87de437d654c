package dev.dlmbench.analysis;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Who scores the samples of a suite.
 *
 * @param id what stands for it among the conditions of a measurement: a node's address, or {@code oracle}
 * @param words what it is: its kind, its size and what it was trained on, as far as that is known
 * @param perplexity its own, on the test split; absent where it is not stored
 */
public record EvaluatorSummary(String id, String words, OptionalDouble perplexity) {
    /** The name of the condition that tells evaluators apart. */
    static final String CONDITION = "evaluator";

    /** The name of the condition that tells protocols of a published evaluator apart. */
    private static final String PROTOCOL = "protocol";

    private static final String SOURCE = NodeKind.ORACLE.id();
    private static final int SHORT = 12;

    /** Returns the evaluators of the samples that were scored, in the order of the suite. */
    public static List<EvaluatorSummary> of(SuiteResults results) {
        Map<String, EvaluatorSummary> found = new LinkedHashMap<>();
        for (PointEntry point : results.index().points()) {
            for (MetricRow row : results.rows(point, Metric.GEN_PPL)) {
                Map<String, String> conditions = row.measurement().conditions();
                String id = conditions.getOrDefault(CONDITION, "");
                String protocol = conditions.getOrDefault(PROTOCOL, "");
                if (!id.isEmpty()) {
                    found.computeIfAbsent(
                            id + protocol, key -> protocol.isEmpty() ? of(results, id) : published(id, protocol));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static EvaluatorSummary published(String id, String protocol) {
        String words = "published model " + shortened(id) + ", protocol " + protocol;
        return new EvaluatorSummary(id, words, OptionalDouble.empty());
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }

    private static EvaluatorSummary of(SuiteResults results, String id) {
        if (id.equals(SOURCE)) {
            List<Double> own = results.facts(Metric.TRUE_NLL);
            return new EvaluatorSummary(
                    id,
                    words(id, Optional.empty()),
                    own.size() == 1 ? OptionalDouble.of(Math.exp(own.get(0))) : OptionalDouble.empty());
        }
        OptionalDouble perplexity = results.index().points().stream()
                .flatMap(point -> point.seeds().stream())
                .filter(seed -> id.equals(seed.nodes().get(SeedEntry.EVALUATOR)))
                .flatMap(seed -> results.node(seed, SeedEntry.EVALUATOR_LIKELIHOOD).stream())
                .flatMap(node -> value(node, Metric.PPL))
                .mapToDouble(Double::doubleValue)
                .findFirst();
        return new EvaluatorSummary(
                id, words(id, Optional.ofNullable(results.nodes().get(id))), perplexity);
    }

    /** Returns what an evaluator is, from the node that holds it. */
    static String words(String id, Optional<NodeRecord> node) {
        if (id.equals(SOURCE)) {
            return "the exact source of the text";
        }
        String name = "model " + shortened(id);
        if (node.isEmpty()) {
            return name;
        }
        Map<String, String> spec = node.get().specWords();
        List<String> facts = new ArrayList<>();
        Optional.ofNullable(spec.get("spec.process.kind")).ifPresent(facts::add);
        Optional.ofNullable(spec.get("spec.backbone.layers"))
                .ifPresent(layers -> facts.add(layers + (layers.equals("1") ? " layer" : " layers") + " of width "
                        + spec.get("spec.backbone.width")));
        value(node.get(), Metric.PARAMETERS).findFirst().ifPresent(count -> facts.add(count(count) + " parameters"));
        Optional.ofNullable(spec.get("spec.training.tokens"))
                .filter(tokens -> tokens.matches("\\d{1,15}"))
                .ifPresent(tokens -> facts.add("trained on " + count(Double.parseDouble(tokens)) + " tokens"));
        return name + (facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")");
    }

    private static Stream<Double> value(NodeRecord node, Metric metric) {
        return node.measurements().stream()
                .filter(measurement -> measurement.metric() == metric)
                .flatMap(measurement -> Stream.ofNullable(measurement.value()));
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f');
    }
}
