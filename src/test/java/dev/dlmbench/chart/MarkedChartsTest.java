package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts say of values beside where they lie. */
class MarkedChartsTest {
    @TempDir
    private Path folder;

    private static Values scored(String evaluator, double value) {
        return Values.of(Metric.GEN_PPL, Bound.EXACT, Map.of("evaluator", evaluator), value);
    }

    private Figure figure(String chart, MadeUpSuite suite) throws IOException {
        return Charts.byName(chart).orElseThrow().figure(suite.results()).orElseThrow();
    }

    private MadeUpSuite twoEvaluators() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder);
        String[] evaluators = {"oracle", "oracle", "f00d", "f00d"};
        for (int i = 0; i < evaluators.length; i++) {
            int steps = 1 << i;
            suite.point(
                    "a",
                    "sampling.steps=" + steps,
                    scored(evaluators[i], 9 - i),
                    Values.of(Metric.NFE, steps),
                    Values.of(Metric.ENTROPY, 2),
                    Values.of(Metric.LATENCY, steps));
        }
        return suite;
    }

    private static List<Integer> sizes(Figure figure) {
        return figure.series().stream().map(series -> series.marks().size()).toList();
    }

    @Test
    void noLineJoinsValuesOfTwoEvaluators() throws IOException {
        MadeUpSuite suite = twoEvaluators();
        for (String chart : List.of("genppl-nfe", "entropy-genppl")) {
            Figure figure = figure(chart, suite);

            assertThat(figure.series()).extracting(Series::title).containsExactly("a\u202fa", "a\u202fb");
            assertThat(sizes(figure)).containsExactly(2, 2);
            assertThat(figure.legend()).singleElement().asString().contains("b evaluator: model f00d");
        }
    }

    /** Under either evaluator the slower of two points is the better one; nothing is held against the other's. */
    @Test
    void noParetoFrontHoldsValuesOfTwoEvaluators() throws IOException {
        Figure figure = figure("speed-quality", twoEvaluators());

        assertThat(figure.series())
                .extracting(
                        Series::title,
                        series ->
                                series.marks().stream().map(Mark::x).distinct().toList())
                .contains(
                        tuple("Pareto front\u202fa", List.of(1.0, 2.0)),
                        tuple("Pareto front\u202fb", List.of(4.0, 8.0)));
    }

    @Test
    void noLineJoinsLikelihoodsOfTwoTexts() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder);
        for (String text : List.of("t1", "t2")) {
            suite.point(text, "", Values.of(Metric.NLL, Bound.UPPER, Map.of("text", text), 2));
        }
        Figure figure = figure("nll-blocksize", suite);

        assertThat(sizes(figure)).containsExactly(1, 1);
        assertThat(figure.legend())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("\u2264 "))
                .anySatisfy(line -> assertThat(line).contains("a text t1", "b text t2"));
    }

    /** Soft masks and scores are diffusion over whole sequences, too, and lie on lines of their own. */
    @Test
    void theReferenceOfMaskedDiffusionMasksAllTokensAlike() throws IOException {
        Values score = Values.of(Metric.NLL, Bound.SCORE, Map.of(Measurement.SCORE, "cross-entropy"), 1);
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("plain", "", Values.of(Metric.NLL, Bound.UPPER, Map.of(), 2))
                .whole("plain", "masked")
                .setting("plain", "process.softMask.by", "none")
                .point("soft", "", Values.of(Metric.NLL, Bound.UPPER, Map.of(), 3))
                .whole("soft", "masked")
                .setting("soft", "process.softMask.by", "position")
                .point("joint", "", score)
                .whole("joint", "masked");
        Figure figure = figure("nll-blocksize", suite);

        assertThat(figure.references())
                .extracting(Reference::name, Reference::value)
                .containsExactly(tuple("MDLM", 2.0));
        assertThat(figure.series()).extracting(Series::name).containsExactlyInAnyOrder("plain", "soft", "joint");
    }

    /** Two models of one line: the sign that both have is in the name, that of one beside its mark. */
    @Test
    void aModelThatIsStillLearningIsMarkedWhereItLies() throws IOException {
        Values bound = Values.of(Metric.NLL, Bound.UPPER, Map.of(), 2);
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point(
                        "a",
                        "sampling.steps=1",
                        MadeUpSuite.LEARNED,
                        bound,
                        scored("oracle", 3),
                        Values.of(Metric.NFE, 1))
                .point(
                        "a",
                        "sampling.steps=2",
                        MadeUpSuite.STILL_LEARNING,
                        bound,
                        scored("oracle", 3),
                        Values.of(Metric.NFE, 2));
        Figure figure = figure("genppl-nfe", suite);

        Series line = figure.series().get(0);
        assertThat(line.title()).isEqualTo("a");
        assertThat(line.marks()).extracting(line::signs).containsExactly("", "\u2020");
        assertThat(figure.legend()).singleElement().asString().startsWith("\u2020 still learning");
        assertThat(figure("training-curves", suite).series())
                .extracting(Series::title)
                .containsExactlyInAnyOrder("a", "a,steps=2\u202f\u2020");
        String drawn = new Drawing(figure, ChartStyle.SCREEN).screen();
        assertThat(drawn).contains(">\u2020</text>", "; still learning</title>", ">\u2020 still learning");
    }

    @Test
    void wordsThatExplainSignsStandBelowTheAxisAndWithinThePage() throws IOException {
        Figure marked = figure("genppl-nfe", twoEvaluators());
        Figure plain = figure(
                "genppl-nfe",
                new MadeUpSuite(folder.resolve("plain")).point("a", "", scored("oracle", 2), Values.of(Metric.NFE, 2)));
        Page page = new Page(marked, ChartStyle.SINGLE_COLUMN);
        List<Labels.Label> footnotes =
                page.labels().stream().filter(label -> label.ink() == Ink.QUIET).toList();

        assertThat(page.height()).isGreaterThan(new Page(plain, ChartStyle.SINGLE_COLUMN).height());
        Rectangle2D sheet = new Rectangle2D.Double(0, 0, ChartStyle.SINGLE_COLUMN.width(), page.height());
        double axis = page.plot().area().getMaxY();
        assertThat(footnotes)
                .hasSizeGreaterThan(1)
                .extracting(Labels.Label::box)
                .allSatisfy(box -> {
                    assertThat(sheet.contains(box)).isTrue();
                    assertThat(box.getMinY()).isGreaterThan(axis + 20);
                });
    }
}
