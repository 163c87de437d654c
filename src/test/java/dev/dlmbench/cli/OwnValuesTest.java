package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dlmbench.analysis.SuiteHistory;
import dev.dlmbench.analysis.SuiteHistory.Moment;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.gate.BaselineMaker;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Baseline.Series;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values of a point whose samples a trained evaluator scores: the mean of the point's own losses 2 and 4 is 3, and the
 * evaluator's own loss of 9 and memory of 900 are in no value.
 */
class OwnValuesTest {
    @TempDir
    private Path folder;

    private MadeUpSuite suite = new MadeUpSuite(Path.of("nowhere"));

    @BeforeEach
    void makeUp() throws IOException {
        suite = new MadeUpSuite(folder.resolve("results"))
                .beside("evaluator", Values.of(Metric.TRAIN_LOSS, 9), Values.of(Metric.PEAK_MEMORY, 900))
                .beside("evaluator-likelihood", Values.of(Metric.NLL, 9), Values.of(Metric.PPL, 90))
                .point("a", "", Values.of(Metric.TRAIN_LOSS, 2, 4), Values.of(Metric.PEAK_MEMORY, 100, 100));
        suite.store();
    }

    private String said(String... arguments) {
        Launch launch = Launch.in(folder, arguments);
        assertThat(launch.exitCode()).as(launch.err()).isEqualTo(ExitCode.OK);
        return launch.out();
    }

    @Test
    void aPointsValuesAreThoseOfItsOwnNodes() throws IOException {
        SuiteResults results = suite.results();
        PointEntry point = results.index().points().get(0);

        assertThat(results.summary(point, Metric.TRAIN_LOSS).mean()).hasValue(3);
        assertThat(results.summary(point, Metric.PEAK_MEMORY).values()).containsExactly(100.0, 100.0);
        assertThat(results.summary(point, Metric.NLL).mean()).isEmpty();
        assertThat(results.nodes()).as("provenance").hasSize(4);
        assertThat(said("table", "made-up", "--format", "csv"))
                .contains("100.0")
                .doesNotContain("900", "90.0");
        assertThat(said("compare", "made-up", "a", "a"))
                .containsPattern("(?m)^train-loss\\t\\t3\\t3\\t")
                .doesNotContain("900");
    }

    @Test
    void historiesBaselinesAndExportsHoldNothingElse() throws IOException {
        ResultStore store = suite.store();

        assertThat(SuiteHistory.of(store, suite.index(), Map.of()).tracks())
                .allSatisfy(track -> assertThat(track.moments())
                        .extracting(Moment::values)
                        .allSatisfy(values -> assertThat(values.values()).doesNotContain(9.0, 90.0, 900.0)))
                .anySatisfy(track -> assertThat(track.metric()).isEqualTo(Metric.TRAIN_LOSS));
        assertThat(BaselineMaker.of(suite.results(), "2026-01-01T00:00:00Z", "unknown")
                        .series())
                .extracting(Series::metric, Series::values)
                .containsExactlyInAnyOrder(
                        tuple("train-loss", Map.of(1L, 2.0, 2L, 4.0)),
                        tuple("peak-memory", Map.of(1L, 100.0, 2L, 100.0)));
        assertThat(said("export", "made-up").lines()).hasSize(1 + 4);
    }

    /** The geometric mean of 2 and 8, whichever command says it; the arithmetic one would be 5. */
    @Test
    void tablesAndHistoriesAverageAlike() throws IOException {
        suite.point("b", "", Values.of(Metric.GEN_PPL, 2, 8)).store();

        assertThat(said("table", "made-up", "--format", "csv").lines().filter(line -> line.startsWith("b,")))
                .singleElement()
                .asString()
                .contains(",4.0");
        assertThat(said("history", "made-up", "--metric", "gen-ppl"))
                .containsPattern("(?m)^b\\tgen-ppl\\t.*\\tnodes\\t4\\t2\\t");
    }

    /** What the point rests on is still named, with its address. */
    @Test
    void aPointIsShownWithItsEvaluatorButNotItsValues() {
        assertThat(said("show", "made-up/a"))
                .contains("  evaluator ", "train-loss")
                .doesNotContain("900", "90.0000");
    }

    @Test
    void everyKindOfWorkSpeaksForItsPoint() {
        Map<String, String> nodes =
                Arrays.stream(NodeKind.values()).collect(Collectors.toMap(NodeKind::id, NodeKind::name));
        assertThat(new SeedEntry(1, nodes).own()).isEqualTo(nodes);
    }

    @Test
    void aNodeThatTwoPathsLeadToCountsOnce() {
        assertThat(new SeedEntry(1, Map.of("train", "x", "oracle", "x", "evaluator", "y")).own())
                .containsValue("x")
                .hasSize(1);
    }
}
