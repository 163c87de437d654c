package dev.dlmbench.report;

import static java.util.Objects.requireNonNullElse;

import dev.dlmbench.analysis.EvaluatorSummary;
import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that the report's page says, in words.
 *
 * @param suite the suite's name
 * @param title for people
 * @param file that the suite was read from
 * @param lines of that file
 * @param standing how many points are there
 * @param failures what failed, and why
 * @param damage files that are not what was written, and so are left out
 * @param unchecked how many nodes carry no checksums
 * @param facts about the data
 * @param evaluators of samples
 * @param definitions of what the table shows
 * @param claims of the suite, with their verdicts
 * @param table the main table
 * @param commentary what the suite's author says
 * @param windows of mask rates in which losses vary least
 * @param fronts the points that no other beats
 * @param charts in the order of the suite
 * @param samples of every point that has any
 * @param player of recorded drawings
 * @param provenance per kind of node
 * @param common settings that all points share
 * @param points where every number comes from
 */
public record ReportPage(
        String suite,
        String title,
        String file,
        List<String> lines,
        Standing standing,
        List<FailureLine> failures,
        List<String> damage,
        int unchecked,
        List<Fact> facts,
        List<EvaluatorCard> evaluators,
        List<Definition> definitions,
        List<ClaimCard> claims,
        MainTable table,
        Commentary commentary,
        WindowTable windows,
        List<ParetoTable> fronts,
        List<ChartCard> charts,
        List<SampleCard> samples,
        Player player,
        List<ProvenanceTable> provenance,
        Map<String, String> common,
        List<PointCard> points) {

    /** How many points there are, and how many of them in what state. */
    public record Standing(int points, int complete, int failed, int damaged, int missing) {
        private static Standing of(SuiteResults results) {
            Map<NodeState.State, Integer> counts = new EnumMap<>(NodeState.State.class);
            results.index().points().forEach(point -> counts.merge(results.state(point), 1, Integer::sum));
            return new Standing(
                    results.index().points().size(),
                    counts.getOrDefault(NodeState.State.COMPLETE, 0),
                    counts.getOrDefault(NodeState.State.FAILED, 0),
                    counts.getOrDefault(NodeState.State.DAMAGED, 0),
                    counts.getOrDefault(NodeState.State.MISSING, 0));
        }
    }

    /** What failed. */
    public record FailureLine(String point, String seeds, String kind, String reason) {}

    /** Something known about the data. */
    public record Fact(String name, String value, String unit, String definition) {}

    /**
     * Who scored samples.
     *
     * @param words what it is
     * @param perplexity its own, of held-out text, or empty
     */
    public record EvaluatorCard(String words, String perplexity) {
        private static EvaluatorCard of(EvaluatorSummary evaluator) {
            return new EvaluatorCard(
                    evaluator.words(),
                    evaluator.perplexity().isPresent()
                            ? Words.number(Metric.PPL, evaluator.perplexity().getAsDouble())
                            : "");
        }
    }

    /** What a metric means. */
    public record Definition(String name, String unit, String text) {}

    /**
     * One chart.
     *
     * @param name of its files
     * @param title above it
     * @param caption below it
     * @param svg the drawing, for a screen, or empty
     * @param alternative the drawing on the other scale, or empty
     * @param scales what the scales of both are called, if there is another
     * @param absence why there is no drawing, or empty
     */
    public record ChartCard(
            String name,
            String title,
            String caption,
            String svg,
            String alternative,
            List<String> scales,
            String absence) {}

    static ReportPage of(SuiteResults results, List<ChartCard> charts) throws IOException {
        SuiteIndex index = results.index();
        MainTable table = MainTable.of(results);
        Map<String, String> common = SharedSettings.common(index.points());
        return new ReportPage(
                index.suite(),
                index.title(),
                index.file(),
                SourceLines.of(index.text()),
                Standing.of(results),
                failures(results),
                results.damage().values().stream().distinct().sorted().toList(),
                (int) results.nodes().values().stream()
                        .filter(node -> !node.checksummed())
                        .count(),
                facts(results),
                EvaluatorSummary.of(results).stream().map(EvaluatorCard::of).toList(),
                definitions(results),
                ClaimCard.of(results),
                table,
                index.commentary(),
                WindowTable.of(results),
                ParetoTable.of(results, table),
                charts,
                SampleCard.of(results),
                Player.of(results),
                ProvenanceTable.of(results),
                common,
                PointCard.of(results, table, common));
    }

    /** Returns what a reader may type to filter the main table, such as {@code block nfe<64}. */
    public String filterExample() {
        int middle = table.rows().size() / 2;
        for (Metric metric : List.of(Metric.NFE, Metric.GEN_PPL, Metric.NLL)) {
            int column = table.index(metric);
            String value = column < 0 || table.rows().isEmpty()
                    ? ""
                    : table.rows().get(middle).cells().get(column).value();
            if (!value.isEmpty()) {
                String limit = new BigDecimal(value).round(new MathContext(2)).toPlainString();
                return points.get(middle).name().split("[ ,]", 2)[0] + " " + metric.id() + "<" + limit;
            }
        }
        return "";
    }

    /** Seeds that failed for the same reason share a line. */
    private static List<FailureLine> failures(SuiteResults results) {
        Map<List<String>, List<String>> seeds = new LinkedHashMap<>();
        for (NodeState node : results.states()) {
            if (node.state() == NodeState.State.FAILED) {
                seeds.computeIfAbsent(
                                List.of(node.point(), node.kind(), requireNonNullElse(node.reason(), "")),
                                reason -> new ArrayList<>())
                        .add(Long.toString(node.seed()));
            }
        }
        return seeds.entrySet().stream()
                .map(line -> new FailureLine(
                        line.getKey().get(0),
                        String.join(", ", line.getValue()),
                        line.getKey().get(1),
                        line.getKey().get(2)))
                .toList();
    }

    private static List<Fact> facts(SuiteResults results) {
        List<Fact> facts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<Double> values = metric.measuredBy() == NodeKind.DATA ? results.facts(metric) : List.of();
            if (!values.isEmpty()) {
                String value = values.stream()
                        .map(number -> Words.number(metric, number))
                        .collect(Collectors.joining(" / "));
                facts.add(new Fact(metric.heading(), value, metric.unit(), metric.definition()));
            }
        }
        return facts;
    }

    private static List<Definition> definitions(SuiteResults results) {
        List<Definition> definitions = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (results.rows().stream().anyMatch(row -> row.metric() == metric)) {
                definitions.add(new Definition(metric.id(), metric.unit(), metric.definition()));
            }
        }
        return definitions;
    }
}
