package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.analysis.DifficultyOrder;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.statistics.CrossedProportion;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts of accuracy show of a few answers. */
class AnswerChartsTest {
    /** The square of the normal quantile of 97.5 %. */
    private static final double DOUBT = 1.959963984540054 * 1.959963984540054;

    @TempDir
    private Path root;

    private final List<PointEntry> points = new ArrayList<>();

    /** Adds a point; each seed's answers are words such as {@code 2x2:1101}, 1 for right and 0 for wrong. */
    private void point(String experiment, String process, int calls, List<List<String>> seeds) throws IOException {
        List<SeedEntry> entries = new ArrayList<>();
        for (List<String> words : seeds) {
            long seed = entries.size() + 1L;
            String hash = Hashes.of(experiment + calls + seed);
            List<Answer> answers = new ArrayList<>();
            for (String word : words) {
                String[] parts = word.split(":", -1);
                parts[1].chars()
                        .forEach(c -> answers.add(new Answer(
                                "e" + answers.size(), "", "", "1", "1", c == '1', parts[0], 1, calls, 0, 1, 1)));
            }
            double right = answers.stream().filter(Answer::right).count();
            ResultStore store = ResultStore.open(root);
            try (Attempt attempt = store.begin(hash)) {
                attempt.writeSpec("{\"kind\":\"answers\"}");
                attempt.writeProvenance(Map.of());
                attempt.writeMeasurements(List.of(
                        Measurement.of(Metric.ACCURACY, right / answers.size(), answers.size(), Map.of()),
                        Measurement.of(Metric.ANSWER_NFE, calls, answers.size(), Map.of())));
                JsonLines.write(attempt.folder().resolve(NodeFiles.ANSWERS), answers);
                assertThat(attempt.commit()).isTrue();
            }
            entries.add(new SeedEntry(seed, Map.of("answers", hash)));
        }
        Map<String, String> axes = Map.of("sampling.stepsPerBlock", Integer.toString(calls));
        points.add(new PointEntry(experiment, experiment, axes, process, 4, 16, Map.of(), entries));
    }

    private Figure figure(String chart) throws IOException {
        return found(chart).orElseThrow();
    }

    private Optional<Figure> found(String chart) throws IOException {
        Commentary none = new Commentary("", "", Map.of(), List.of());
        SuiteIndex index = new SuiteIndex(
                "made-up", "", "", "", List.of(), List.of(), List.of(), none, List.of(), List.copyOf(points));
        return Charts.byName(chart).orElseThrow().figure(SuiteResults.read(ResultStore.open(root), index));
    }

    private static Interval interval(Mark mark) {
        return mark.interval().orElseThrow();
    }

    /** Wilson's interval of 3 of 4, and of 2 of 2, whose lower end is 1 / (1 + z^2 / n). */
    @Test
    void sharesOfOneSeedHaveWilsonsInterval() throws IOException {
        point("a", "masked", 4, List.of(List.of("10x2:11", "2x2:1101")));
        Figure figure = figure("accuracy-difficulty");
        assertThat(figure.x().names()).containsExactly("2x2", "10x2");

        List<Mark> marks = figure.series().get(0).marks();
        assertThat(marks).extracting(Mark::x).containsExactly(1.0, 2.0);
        assertThat(marks).extracting(Mark::y).containsExactly(0.75, 1.0);
        double reach = Math.sqrt(DOUBT * (.75 * .25 / 4 + DOUBT / 64)) / (1 + DOUBT / 4);
        double centre = (.75 + DOUBT / 8) / (1 + DOUBT / 4);
        assertThat(interval(marks.get(0)).low()).isCloseTo(centre - reach, within(1e-9));
        assertThat(interval(marks.get(0)).high()).isCloseTo(centre + reach, within(1e-9));
        assertThat(interval(marks.get(1)).low()).isCloseTo(1 / (1 + DOUBT / 2), within(1e-9));
        assertThat(interval(marks.get(1)).high()).isEqualTo(1);
    }

    /** Over seeds and examples, and as with one seed where nothing tells them apart. */
    @Test
    void sharesOfSeveralSeedsAreTheirMeans() throws IOException {
        point("a", "masked", 4, List.of(List.of("9:1101", "10:11"), List.of("9:0100", "10:11")));
        List<Mark> marks = figure("accuracy-difficulty").series().get(0).marks();

        assertThat(marks).extracting(Mark::y).containsExactly(0.5, 1.0);
        double[][] right = {{1, 1, 0, 1}, {0, 1, 0, 0}};
        assertThat(interval(marks.get(0))).isEqualTo(CrossedProportion.of(right).interval(.95));
        assertThat(interval(marks.get(1)).low()).isCloseTo(1 / (1 + DOUBT / 2), within(1e-9));
    }

    @Test
    void pointsStandBesideEachOtherAtTheirDifficulty() throws IOException {
        point("a", "masked", 4, List.of(List.of("easy:1", "hard:0")));
        point("b", "masked", 4, List.of(List.of("hard:1")));
        Figure figure = figure("accuracy-difficulty");

        assertThat(figure.series()).extracting(Series::line).containsOnly(false);
        assertThat(figure.series().get(1).marks()).singleElement().satisfies(mark -> {
            assertThat(mark.x()).isGreaterThan(2).isLessThan(2.5);
            assertThat(figure.x().words(mark.x())).isEqualTo("hard");
            assertThat(new MarkLabels(figure, figure.series().get(1), mark).sentence())
                    .startsWith("b,stepsPerBlock=4: difficulty hard; accuracy 1");
        });
    }

    @Test
    void ofManyPointsEachFamilyShowsTheOneWithMostCalls() throws IOException {
        for (int calls : new int[] {1, 2, 16, 4, 8}) {
            point("a", "masked", calls, List.of(List.of("1:1")));
            point("b", "masked", 2 * calls, List.of(List.of("1:1")));
        }
        assertThat(figure("accuracy-difficulty").series())
                .extracting(Series::name)
                .containsExactly("a,stepsPerBlock=16", "b,stepsPerBlock=32");
    }

    @Test
    void examplesWithoutADifficultyAreNotShown() throws IOException {
        point("a", "masked", 4, List.of(List.of(":11")));
        assertThat(found("accuracy-difficulty")).isEmpty();
    }

    @Test
    void autoregressionIsALineAcrossAllCalls() throws IOException {
        point("ar", "autoregressive", 8, List.of(List.of("1:1110")));
        for (int calls : new int[] {1, 4, 16}) {
            point("a", "masked", calls, List.of(List.of("1:1100")));
        }
        Figure figure = figure("accuracy-nfe");

        List<Mark> line = figure.series().get(0).marks();
        assertThat(line).extracting(Mark::x).containsExactly(1.0, 8.0, 16.0);
        assertThat(line).extracting(Mark::y).containsOnly(0.75);
        assertThat(line).extracting(Mark::marked).containsExactly(false, true, false);
        assertThat(figure.series().get(1).marks()).extracting(Mark::marked).containsOnly(true);
    }

    /** So many names are too long for one line below the axis; those that are written do not touch. */
    @Test
    void namesBelowTheAxisAreTheNearestDifficulties() throws IOException {
        List<String> all =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "level " + i + ":1").toList();
        point("a", "masked", 4, List.of(all));
        Drawing drawing = new Drawing(figure("accuracy-difficulty"), ChartStyle.SINGLE_COLUMN);

        List<String> shown = all.stream()
                .map(word -> word.split(":", -1)[0])
                .filter(name -> drawing.screen().contains(">" + name + "<"))
                .toList();
        assertThat(shown).hasSizeBetween(2, 10).isSortedAccordingTo(DifficultyOrder.EASIEST_FIRST);
    }
}
