package dev.dlmbench.report;

import dev.dlmbench.analysis.EvaluatorSummary;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a reader must know to read the values.
 *
 * @param facts about the data
 * @param evaluators of samples
 * @param definitions of what the table shows
 */
public record ReportFacts(List<Fact> facts, List<EvaluatorCard> evaluators, List<Definition> definitions) {

    /** Something known about the data. */
    public record Fact(String name, String value, String unit, String definition) {}

    /**
     * Who scored samples.
     *
     * @param words what it is
     * @param perplexity its own, of test text, or empty
     */
    public record EvaluatorCard(String words, String perplexity) {
        private static EvaluatorCard of(EvaluatorSummary evaluator) {
            return new EvaluatorCard(
                    evaluator.words(),
                    evaluator.perplexity().isPresent()
                            ? ReportWords.number(
                                    Metric.PPL, evaluator.perplexity().getAsDouble())
                            : "");
        }
    }

    /** What a metric means. */
    public record Definition(String name, String unit, String text) {}

    static ReportFacts of(SuiteResults results) {
        return new ReportFacts(
                facts(results),
                EvaluatorSummary.of(results).stream().map(EvaluatorCard::of).toList(),
                definitions(results));
    }

    private static List<Fact> facts(SuiteResults results) {
        List<Fact> facts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<Double> values = metric.measuredBy() == NodeKind.DATA ? results.facts(metric) : List.of();
            if (!values.isEmpty()) {
                String value = values.stream()
                        .map(number -> ReportWords.number(metric, number))
                        .collect(Collectors.joining(" / "));
                facts.add(new Fact(metric.heading(), value, metric.unit(), metric.definition()));
            }
        }
        return facts;
    }

    private static List<Definition> definitions(SuiteResults results) {
        List<Definition> definitions = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (results.known(metric)) {
                definitions.add(new Definition(metric.id(), metric.unit(), metric.definition()));
            }
        }
        return definitions;
    }
}
