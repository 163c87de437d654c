package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.EvaluatorSummary;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.report.MainTable.Cell;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tables say beside numbers. */
class CaveatsTest {
    @TempDir
    private Path folder;

    private static Values scored(String evaluator, double... seeds) {
        return Values.of(Metric.GEN_PPL, Bound.EXACT, Map.of("evaluator", evaluator), seeds);
    }

    private static Values bounded(double... seeds) {
        return Values.of(Metric.NLL, Bound.UPPER, Map.of(), seeds);
    }

    private static List<String> column(MainTable table, Metric metric) {
        return table.rows().stream()
                .map(row -> row.cells().get(table.index(metric)))
                .map(Cell::marked)
                .toList();
    }

    private MainTable marked() throws IOException {
        return MainTable.of(new MadeUpSuite(folder)
                .point("a", "", MadeUpSuite.LEARNED, bounded(1, 1.1), scored("oracle", 5, 5.1))
                .point("b", "", MadeUpSuite.STILL_LEARNING, bounded(2, 2.1), scored("f00d", 4, 4.1))
                .point("c", "", MadeUpSuite.LEARNED, Values.of(Metric.NLL, 1.5), scored("oracle", 6))
                .results());
    }

    @Test
    void everySignThatOccursIsAtItsValueAndInTheLegend() throws IOException {
        MainTable table = marked();

        assertThat(column(table, Metric.NLL))
                .containsExactly("\u2264\u202f1.050", "\u2264\u202f2.050\u202f\u2020", "1.500");
        assertThat(column(table, Metric.GEN_PPL)).containsExactly("5.05\u202fa", "4.05\u202f\u2020b", "6.00\u202fa");
        assertThat(table.legend())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("\u2264 an upper bound"),
                        line -> assertThat(line).startsWith("\u2020 still learning"),
                        line -> assertThat(line)
                                .startsWith("a, b not comparable")
                                .contains("a evaluator: the exact source", "b evaluator: model f00d"));
    }

    @Test
    void filesHoldTheSignsOrTheirWords() throws IOException {
        MainTable table = marked();

        assertThat(TableFiles.markdown(table)).contains("4.05\u202f\u2020b", "\n\u2020 still learning", "\na, b not");
        assertThat(TableFiles.csv(table).lines().findFirst().orElseThrow())
                .contains("nll-high,nll-remarks", "gen-ppl-high,gen-ppl-remarks");
        assertThat(TableFiles.csv(table))
                .contains(",upper bound,", ",upper bound; still learning,", "still learning; evaluator: model f00d");
        assertThat(LatexFiles.table(table, Map.of()))
                .contains("4.05\\textsuperscript{$\\dagger$b}", "{\\footnotesize $\\dagger$ still learning");
        assertThat(LatexFiles.macros(table)).contains("{4.05\\textsuperscript{$\\dagger$b}}");
    }

    /** A score has a sign of its own, and letters keep it apart from bounds: neither is the best of both. */
    @Test
    void aScoreIsNeverRankedAmongBounds() throws IOException {
        Values score = Values.of(Metric.NLL, Bound.SCORE, Map.of(Measurement.SCORE, "the joint score"), 1, 1.1);
        MainTable table = MainTable.of(new MadeUpSuite(folder)
                .point("a", "", bounded(2, 2.1))
                .point("b", "", score)
                .results());

        assertThat(column(table, Metric.NLL)).containsExactly("\u2264\u202f2.050\u202fa", "1.050\u202f\u00b6b");
        assertThat(table.legend())
                .anySatisfy(line -> assertThat(line).startsWith("\u00b6 a score: neither the likelihood nor a bound"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("a, b not comparable")
                        .contains("a likelihood or bound", "b score: the joint score"));
        assertThat(TableFiles.csv(table)).contains(",upper bound; likelihood or", ",score; score: the joint score");
        assertThat(LatexFiles.table(table, Map.of())).contains("1.050\\textsuperscript{\\P{}b}");
    }

    /** A value between two bounds takes both along. */
    @Test
    void filesHoldBothBoundsOfAValue() throws IOException {
        MainTable table = MainTable.of(new MadeUpSuite(folder)
                .point("a", "", bounded(2).detailed(Measurement.LOWER, "1.75"))
                .point("b", "", bounded(3))
                .results());
        List<String> lines = TableFiles.csv(table).lines().toList();
        int lower = List.of(lines.get(0).split(",", -1)).indexOf("nll-lower-bound");
        assertThat(lines.get(1).split(",", -1)[lower]).isEqualTo("1.75");
        assertThat(lines.get(2).split(",", -1)[lower]).isEmpty();
    }

    @Test
    void aTableWithoutSignsHasNoLegend() throws IOException {
        MainTable table = MainTable.of(new MadeUpSuite(folder)
                .point("a", "", MadeUpSuite.LEARNED, Values.of(Metric.NLL, 1, 1.1), scored("oracle", 5, 5.1))
                .point("b", "", MadeUpSuite.LEARNED, Values.of(Metric.NLL, 2, 2.1), scored("oracle", 4, 4.1))
                .results());

        assertThat(table.legend()).isEmpty();
        assertThat(TableFiles.csv(table)).doesNotContain("remarks");
        assertThat(LatexFiles.table(table, Map.of())).doesNotContain("multicolumn");
    }

    /** What is learned moves neither a time nor a fact. */
    @Test
    void timesAndFactsOfAModelThatIsStillLearningAreWhatTheyAre() throws IOException {
        SuiteResults results = new MadeUpSuite(folder)
                .point(
                        "a",
                        "",
                        MadeUpSuite.STILL_LEARNING,
                        Values.of(Metric.LATENCY, 3),
                        Values.of(Metric.PARAMETERS, 100),
                        bounded(1))
                .results();

        assertThat(column(MainTable.of(results), Metric.LATENCY)).containsExactly("3.00");
        assertThat(column(MainTable.of(results), Metric.PARAMETERS)).containsExactly("100");
        assertThat(column(MainTable.of(results), Metric.NLL)).containsExactly("\u2264\u202f1.000\u202f\u2020");
    }

    /** Of one text NLL and PPL have the same letter; gen-PPL has letters of its own. */
    @Test
    void aLetterMeansTheSameInEveryColumn() throws IOException {
        Map<String, String> first = Map.of("text", "t1");
        Map<String, String> second = Map.of("text", "t2");
        MainTable table = MainTable.of(new MadeUpSuite(folder)
                .point("a", "", at(Metric.NLL, first), at(Metric.PPL, first), scored("oracle", 1))
                .point("b", "", at(Metric.NLL, second), at(Metric.PPL, second), scored("f00d", 1))
                .results());

        assertThat(column(table, Metric.NLL)).containsExactly("2.000\u202fa", "2.000\u202fb");
        assertThat(column(table, Metric.PPL)).containsExactly("2.000\u202fa", "2.000\u202fb");
        assertThat(column(table, Metric.GEN_PPL)).containsExactly("1.00\u202fc", "1.00\u202fd");
    }

    private static Values at(Metric metric, Map<String, String> conditions) {
        return Values.of(metric, Bound.EXACT, conditions, 2);
    }

    /** b is cheaper and better than a, but another evaluator says so: both stay; c is beaten by a. */
    @Test
    void noFrontHoldsValuesOfTwoEvaluators() throws IOException {
        SuiteResults results = new MadeUpSuite(folder)
                .point("a", "", scored("oracle", 5), Values.of(Metric.NFE, 8))
                .point("b", "", scored("f00d", 4), Values.of(Metric.NFE, 4))
                .point("c", "", scored("oracle", 6), Values.of(Metric.NFE, 16))
                .point("d", "", scored("f00d", 5), Values.of(Metric.NFE, 8))
                .results();

        assertThat(ParetoTable.of(results, MainTable.of(results)))
                .satisfiesExactly(
                        front -> {
                            assertThat(front.among()).isEqualTo("a");
                            assertThat(front.rows())
                                    .extracting(ParetoTable.Row::name)
                                    .containsExactly("a");
                        },
                        front -> {
                            assertThat(front.among()).isEqualTo("b");
                            assertThat(front.rows())
                                    .extracting(ParetoTable.Row::name)
                                    .containsExactly("b");
                        });
    }

    @Test
    void anEvaluatorIsNamedWithItsOwnPerplexityWhereThatIsStored() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .beside("evaluator", Values.of(Metric.PARAMETERS, 12_345))
                .beside("evaluator-likelihood", Values.of(Metric.PPL, 3.5));
        String evaluator = suite.address("evaluator");
        SuiteResults results = suite.point("a", "", scored(evaluator, 5)).results();

        assertThat(EvaluatorSummary.of(results)).singleElement().satisfies(found -> {
            assertThat(found.words()).isEqualTo("model " + evaluator.substring(0, 12) + " (12\u202f345 parameters)");
            assertThat(found.perplexity()).hasValue(3.5);
        });
        assertThat(results.summary(results.index().points().get(0), Metric.GEN_PPL)
                        .caveats())
                .as("one evaluator only")
                .isEqualTo(Caveats.NONE);
    }
}
