package dev.dlmbench.analysis;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a metric were measured under the same definition, and what tells the others apart: another evaluator,
 * another text, another precision. Values under different definitions carry different letters; one that all values
 * share needs none.
 */
final class Comparability {
    private static final int SHORT = 12;
    private static final int LETTERS = 26;

    /** What is compared: values of one metric that are measured at one place, such as one batch size. */
    private record Column(Metric metric, String variant) {}

    private final Map<Column, Map<String, Caveat>> caveats = new LinkedHashMap<>();
    private final Map<String, Caveat> byWords = new LinkedHashMap<>();
    private final UnaryOperator<String> evaluators;

    private Comparability(UnaryOperator<String> evaluators) {
        this.evaluators = evaluators;
    }

    /**
     * Compares the definitions of {@code rows}.
     *
     * @param evaluators names an evaluator by what stands for it among the conditions of a measurement
     */
    static Comparability of(List<MetricRow> rows, UnaryOperator<String> evaluators) {
        Map<Column, Map<String, Measurement>> columns = new LinkedHashMap<>();
        for (MetricRow row : rows) {
            if (row.measurement().value() != null && row.metric().better() != Metric.Better.NONE) {
                columns.computeIfAbsent(new Column(row.metric(), row.variant()), any -> new LinkedHashMap<>())
                        .putIfAbsent(row.definition(), row.measurement());
            }
        }
        Comparability comparability = new Comparability(evaluators);
        columns.forEach((column, definitions) -> {
            if (definitions.size() > 1) {
                comparability.caveats.put(column, comparability.apart(definitions));
            }
        });
        return comparability;
    }

    /** Returns what is to be said of a value; nothing where all values of its column have one definition. */
    Optional<Caveat> of(Metric metric, String variant, String definition) {
        return Optional.ofNullable(
                caveats.getOrDefault(new Column(metric, variant), Map.of()).get(definition));
    }

    private Map<String, Caveat> apart(Map<String, Measurement> definitions) {
        Collection<Measurement> values = definitions.values();
        TreeSet<String> names = new TreeSet<>();
        values.forEach(value -> names.addAll(value.conditions().keySet()));
        names.removeIf(name -> values.stream()
                        .map(value -> Optional.ofNullable(value.conditions().get(name)))
                        .distinct()
                        .count()
                == 1);
        Map<String, Caveat> apart = new LinkedHashMap<>();
        definitions.forEach((definition, value) -> {
            List<String> words = new ArrayList<>(names.stream()
                    .map(name -> words(name, value.conditions().get(name)))
                    .toList());
            if (!definition.equals(value.definition())) {
                words.add("under the definition " + definition.substring(0, Math.min(8, definition.length())));
            }
            String how = words.isEmpty() ? "as now defined" : String.join(", ", words);
            apart.put(definition, byWords.computeIfAbsent(how, this::lettered));
        });
        return apart;
    }

    private Caveat lettered(String how) {
        int index = byWords.size();
        String letter = String.valueOf((char) ('a' + index % LETTERS));
        return Caveat.measuredOtherwise(letter + (index < LETTERS ? "" : index / LETTERS), how);
    }

    private String words(String name, @Nullable String value) {
        if (name.equals(Measurement.SCORE)) {
            return value == null ? "likelihood or bound" : "score: " + value;
        }
        if (value == null) {
            return name + " unknown";
        }
        return name.equals(EvaluatorSummary.CONDITION)
                ? "evaluator: " + evaluators.apply(value)
                : name + " " + (value.length() > 2 * SHORT ? value.substring(0, SHORT) : value);
    }
}
