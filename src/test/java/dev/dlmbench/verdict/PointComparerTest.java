package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.verdict.PointComparer.Margin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two points side by side. */
class PointComparerTest {
    @TempDir
    Path folder;

    private List<Contrast> compare(Optional<Margin> margin, List<Metric> metrics, Values left, Values right)
            throws IOException {
        SuiteResults ours =
                new MadeUpSuite(folder.resolve("left")).point("a", "", left).results();
        SuiteResults theirs =
                new MadeUpSuite(folder.resolve("right")).point("b", "", right).results();
        PointComparer comparer = new PointComparer(ours, theirs, margin);
        return comparer.compare(
                ours.index().points().get(0),
                theirs.index().points().get(0),
                metrics.isEmpty()
                        ? comparer.measured(
                                ours.index().points().get(0),
                                theirs.index().points().get(0))
                        : metrics);
    }

    private Contrast one(Optional<Margin> margin, Values left, Values right) throws IOException {
        List<Contrast> contrasts = compare(margin, List.of(), left, right);
        assertThat(contrasts).hasSize(1);
        return contrasts.get(0);
    }

    /** Seeds differ by about as much as {@code move}, with a scatter of 0.001. */
    @ParameterizedTest
    @CsvSource({
        "NLL, .1, , HIGHER",
        "NLL, -.1, , LOWER",
        "NLL, .0001, , INCONCLUSIVE",
        "NLL, 0, , SAME",
        "NLL, .1, .05, WORSE",
        "NLL, -.1, .05, BETTER",
        "NLL, .01, .05, SAME",
        "NLL, .05, .05, INCONCLUSIVE",
        "THROUGHPUT, .1, .05, BETTER",
        "ENTROPY, .1, .05, HIGHER",
        "ENTROPY, -.1, .05, LOWER"
    })
    void saysWhereTheRightPointIs(Metric metric, double move, Double margin, Verdict verdict) throws IOException {
        double[] scatter = move == 0 ? new double[3] : new double[] {.001, 0, -.001};
        Contrast contrast = one(
                Optional.ofNullable(margin).map(amount -> new Margin(amount, false)),
                Values.of(metric, 1, 1.1, 1.2),
                Values.of(metric, 1 + move + scatter[0], 1.1 + move + scatter[1], 1.2 + move + scatter[2]));

        assertThat(contrast.verdict()).isEqualTo(verdict);
        if (metric != Metric.THROUGHPUT) { // which is compared as a ratio, unless a margin has its unit
            assertThat(contrast.finding().effect().orElseThrow()).isCloseTo(move, within(1e-9));
        }
    }

    /** Every seed of the right point is 3 % above. */
    @ParameterizedTest
    @CsvSource({"2, WORSE", "5, SAME"})
    void aShareIsHeldAgainstTheRatio(double percent, Verdict verdict) throws IOException {
        Contrast contrast = one(
                Optional.of(new Margin(percent / 100, true)),
                Values.of(Metric.GEN_PPL, 10, 20, 40),
                Values.of(Metric.GEN_PPL, 10.3, 20.6, 41.2));

        assertThat(contrast.verdict()).isEqualTo(verdict);
        assertThat(contrast.finding().effect().orElseThrow()).isCloseTo(1.03, within(1e-9));
    }

    @Test
    void valuesUnderAnotherDefinitionAreNotCompared() throws IOException {
        Contrast contrast = one(
                Optional.empty(),
                Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "x"), 1, 1.1, 1.2),
                Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "y"), 1, 1.1, 1.2));

        assertThat(contrast.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(contrast.basis()).startsWith("measured on other text");
        assertThat(contrast.finding().effect()).isEmpty();
    }

    @Test
    void singleValuesDecideNothingUnlessTheyAreEqual() throws IOException {
        assertThat(one(Optional.empty(), Values.of(Metric.NFE, 8), Values.of(Metric.NFE, 9)))
                .satisfies(contrast -> {
                    assertThat(contrast.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(contrast.basis()).contains("it takes two seeds or more");
                });
        folder = folder.resolve("equal");
        assertThat(one(Optional.empty(), Values.of(Metric.NFE, 8), Values.of(Metric.NFE, 8)))
                .satisfies(contrast -> {
                    assertThat(contrast.verdict()).isEqualTo(Verdict.SAME);
                    assertThat(contrast.basis()).isEqualTo("the same value");
                });
    }

    @Test
    void whatOnePointLacksIsMissing() throws IOException {
        List<Contrast> contrasts =
                compare(Optional.empty(), List.of(), Values.of(Metric.NLL, 1, 2), Values.of(Metric.NFE, 8, 9));
        assertThat(contrasts)
                .extracting(Contrast::metric, Contrast::verdict)
                .containsExactly(tuple(Metric.NLL, Verdict.MISSING), tuple(Metric.NFE, Verdict.MISSING));
        folder = folder.resolve("asked");
        assertThat(compare(
                        Optional.empty(),
                        List.of(Metric.BPC),
                        Values.of(Metric.NLL, 1, 2),
                        Values.of(Metric.NLL, 1, 2)))
                .singleElement()
                .satisfies(contrast -> assertThat(contrast.verdict()).isEqualTo(Verdict.MISSING));
    }

    /** Each batch size has its own row. */
    @Test
    void batchSizesAreComparedOneByOne() throws IOException {
        SuiteResults results = new MadeUpSuite(folder)
                .point(
                        "a",
                        "",
                        Values.of(Metric.THROUGHPUT, Bound.EXACT, Map.of("batch", "1"), 10, 11),
                        Values.of(Metric.THROUGHPUT, Bound.EXACT, Map.of("batch", "16"), 100, 110))
                .point(
                        "b",
                        "",
                        Values.of(Metric.THROUGHPUT, Bound.EXACT, Map.of("batch", "1"), 20, 22.1),
                        Values.of(Metric.THROUGHPUT, Bound.EXACT, Map.of("batch", "16"), 50, 55.1))
                .results();

        assertThat(new PointComparer(results, results, Optional.empty())
                        .compare(
                                results.index().points().get(0),
                                results.index().points().get(1),
                                List.of(Metric.THROUGHPUT)))
                .extracting(Contrast::at, Contrast::verdict)
                .containsExactly(tuple("1", Verdict.HIGHER), tuple("16", Verdict.LOWER));
    }
}
