package dev.dlmbench.report;

import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.util.ArrayList;
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
 * @param text of that file
 * @param points how many there are
 * @param complete how many points are there in full
 * @param failed how many points failed
 * @param missing how many points were not run in full
 * @param failures what failed, and why
 * @param facts about the data
 * @param definitions of what the table shows
 * @param claims of the suite, with their verdicts
 * @param table the main table
 * @param commentary what the suite's author says
 * @param windows of mask rates in which losses vary least
 * @param charts in the order of the suite
 * @param samples of every point that has any
 * @param provenance per kind of node
 * @param settings of every point
 */
public record ReportPage(
        String suite,
        String title,
        String file,
        String text,
        int points,
        int complete,
        int failed,
        int missing,
        List<FailureLine> failures,
        List<Fact> facts,
        List<Definition> definitions,
        List<ClaimCard> claims,
        MainTable table,
        Commentary commentary,
        WindowTable windows,
        List<ChartCard> charts,
        List<SampleCard> samples,
        List<ProvenanceTable> provenance,
        SettingsTable settings) {

    /** What failed. */
    public record FailureLine(String point, String seeds, String kind, String reason) {}

    /** Something known about the data. */
    public record Fact(String name, String value, String unit, String definition) {}

    /** What a metric means. */
    public record Definition(String name, String unit, String text) {}

    /**
     * One chart.
     *
     * @param name of its files
     * @param title above it
     * @param caption below it
     * @param svg the drawing, or empty
     * @param absence why there is no drawing, or empty
     */
    public record ChartCard(String name, String title, String caption, String svg, String absence) {}

    static ReportPage of(SuiteResults results, List<ChartCard> charts) throws IOException {
        SuiteIndex index = results.index();
        MainTable table = MainTable.of(results);
        return new ReportPage(
                index.suite(),
                index.title(),
                index.file(),
                index.text(),
                index.points().size(),
                count(results, NodeState.State.COMPLETE),
                count(results, NodeState.State.FAILED),
                count(results, NodeState.State.MISSING),
                failures(results),
                facts(results),
                definitions(results),
                ClaimCard.of(results),
                table,
                index.commentary(),
                WindowTable.of(results),
                charts,
                SampleCard.of(results),
                ProvenanceTable.of(results),
                SettingsTable.of(index.points()));
    }

    private static int count(SuiteResults results, NodeState.State state) {
        int count = 0;
        for (PointEntry point : results.index().points()) {
            count += results.state(point) == state ? 1 : 0;
        }
        return count;
    }

    /** Seeds that failed for the same reason share a line. */
    private static List<FailureLine> failures(SuiteResults results) {
        Map<List<String>, List<String>> seeds = new LinkedHashMap<>();
        for (NodeState node : results.states()) {
            if (node.reason() != null) {
                seeds.computeIfAbsent(List.of(node.point(), node.kind(), node.reason()), reason -> new ArrayList<>())
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
        Map<Metric, String> names = new LinkedHashMap<>();
        names.put(Metric.ENTROPY_RATE, "entropy rate of the source");
        names.put(Metric.TRUE_NLL, "held-out text under its source");
        names.put(Metric.DATA_ENTROPY, "unigram entropy of held-out text");
        List<Fact> facts = new ArrayList<>();
        names.forEach((metric, name) -> {
            List<Double> values = results.facts(metric);
            if (!values.isEmpty()) {
                String value = values.stream()
                        .map(number -> Words.number(metric, number))
                        .collect(Collectors.joining(" / "));
                facts.add(new Fact(name, value, metric.unit(), metric.definition()));
            }
        });
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
