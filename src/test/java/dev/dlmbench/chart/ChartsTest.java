package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.results.Trace;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the charts show of a few stored values. */
class ChartsTest {
    @TempDir
    Path root;

    private ResultStore store = ResultStore.open(Path.of("nowhere"));

    @BeforeEach
    void open() {
        store = ResultStore.open(root);
    }

    /** Of the five times at batch 1, one fifth each; those at batch 4 are other times. */
    @Test
    void latenciesRiseByOneShareAtEachTime() throws IOException {
        timed("one", List.of(3.0, 1.0), List.of(2.0));
        timed("two", List.of(5.0), List.of(4.0));
        Figure figure = figure("latency-distribution", point("a", "latency", "one", "two"));

        assertThat(figure.series()).hasSize(1);
        List<Mark> marks = figure.series().get(0).marks();
        assertThat(marks.stream().filter(Mark::marked)).extracting(Mark::x).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(marks.stream().filter(Mark::marked)).extracting(Mark::y).containsExactly(0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(marks.get(0)).isEqualTo(Mark.corner(1, 0));
    }

    @Test
    void latenciesOfOneNodeAreShownOnce() throws IOException {
        timed("one", List.of(3.0), List.of());

        assertThat(figure("latency-distribution", point("a", "latency", "one"), point("b", "latency", "one"))
                        .series())
                .hasSize(1);
    }

    /** Losses 1 and 3: mean 2, standard error 1, and 12.706 is Student's t of one degree. */
    @Test
    void trainingCurvesHaveTheIntervalAcrossSeeds() throws IOException {
        trained("one", 1);
        trained("two", 3);
        Figure figure = figure("training-curves", point("a", "train", "one", "two"));

        assertThat(figure.series()).hasSize(1);
        assertThat(figure.series().get(0).band()).isTrue();
        assertThat(figure.series().get(0).marks()).hasSize(50).allSatisfy(mark -> {
            assertThat(mark.y()).isEqualTo(2);
            assertThat(mark.interval().orElseThrow().high()).isCloseTo(14.706, within(1e-3));
            assertThat(mark.interval().orElseThrow().low()).isCloseTo(-10.706, within(1e-3));
        });
    }

    @Test
    void modelsThatSeveralExperimentsShareAreNamedOnce() throws IOException {
        trained("one", 1);
        Figure figure = figure(
                "training-curves", point("a", "train", "one"), point("b", "train", "one"), point("c", "train", "one"));

        assertThat(figure.series()).extracting(Series::name).containsExactly("a and 2 more");
        assertThat(figure.series().get(0).marks())
                .allSatisfy(mark -> assertThat(mark.interval()).isEmpty());
    }

    /** The second point is slower than the first and worse; the third is slower and better. */
    @Test
    void whatIsBeatenOnBothStandsBack() throws IOException {
        Figure figure = figure("speed-quality", drawn("a", 100, 9), drawn("b", 50, 10), drawn("c", 20, 5));

        Map<String, Boolean> faded = new TreeMap<>();
        figure.series().stream()
                .filter(series -> !series.name().equals("Pareto front"))
                .flatMap(series -> series.marks().stream())
                .forEach(mark -> faded.put(mark.point(), mark.faded()));
        assertThat(faded).isEqualTo(Map.of("a", false, "b", true, "c", false));
        List<Mark> front = figure.series().get(3).marks();
        assertThat(front).extracting(Mark::x).containsExactly(20.0, 20.0, 100.0);
        assertThat(front.get(0).y()).isCloseTo(5, within(1e-9));
        assertThat(front.get(1).y()).isCloseTo(9, within(1e-9));
        assertThat(front.get(2).y()).isCloseTo(9, within(1e-9));
    }

    @Test
    void theOrderOfSeedsMakesNoDifference() throws IOException {
        trained("one", 1.1);
        trained("two", 2.7);
        trained("three", 3.3);
        Chart chart = Charts.byName("training-curves").orElseThrow();
        Drawing forwards = chart.draw(results(List.of(point("a", "train", "one", "two", "three"))))
                .orElseThrow();
        Drawing backwards = chart.draw(results(List.of(point("a", "train", "three", "two", "one"))))
                .orElseThrow();

        assertThat(backwards.svg()).isEqualTo(forwards.svg());
        assertThat(backwards.in(ChartStyle.SCREEN).screen())
                .isEqualTo(forwards.in(ChartStyle.SCREEN).screen());
    }

    private Figure figure(String chart, PointEntry... points) throws IOException {
        return Charts.byName(chart)
                .orElseThrow()
                .figure(results(List.of(points)))
                .orElseThrow();
    }

    /**
     * Of the eight tokens drawn, six are a and two are b: rarities ln 4/3 and ln 4. Two of four tokens at once lie at a
     * quarter and three quarters of the text, in the third and the seventh of eight stretches; one at once at an
     * eighth, in the second.
     */
    @Test
    void rarityIsThatOfTheTokensThatAreRevealedTogether() throws IOException {
        commit("pairs", "traces.jsonl", List.of(trace(step(0, "a", "a"), step(2, "a", "b"))));
        commit("ones", "traces.jsonl", List.of(trace(step(3, "b"), step(1, "a"), step(0, "a"), step(2, "a"))));

        Figure figure = figure("reveal-order", point("p", "samples", "pairs"), point("o", "samples", "ones"));

        double common = Math.log(4 / 3.0);
        double rare = Math.log(4);
        assertThat(figure.series().get(0).marks())
                .extracting(Mark::x, Mark::y)
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactly(tuple(2.5 / 8, common), tuple(6.5 / 8, (common + rare) / 2));
        assertThat(figure.series().get(1).marks())
                .extracting(Mark::x, Mark::y)
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactly(
                        tuple(1.5 / 8, rare), tuple(3.5 / 8, common), tuple(5.5 / 8, common), tuple(7.5 / 8, common));
    }

    /**
     * Of five places one is given. One is drawn and masked again in the step that draws another; one is drawn and
     * masked again for itself; both are drawn anew with the last. So of four tokens b is revealed first, and then a
     * thrice. Without masks nothing is revealed.
     */
    @Test
    void theLastRevealingOfWhatIsNotGivenCounts() throws IOException {
        Trace trace = new Trace(
                0,
                5,
                List.of(
                        step("given", List.of(0), "z"),
                        step("draw", List.of(1), "b"),
                        step("draw", List.of(1, 2), "", "b"),
                        step("draw", List.of(3), "a"),
                        step("remask", List.of(3), ""),
                        step("draw", List.of(1, 3, 4), "a", "a", "a")));
        commit("masks", "traces.jsonl", List.of(trace));
        PointEntry masked = point("m", "samples", "masks");
        PointEntry uniform = new PointEntry("u", "u", Map.of(), "uniform", 4, 16, Map.of(), masked.seeds());

        Figure figure = figure("reveal-order", masked);
        assertThat(figure.series())
                .singleElement()
                .extracting(Series::marks, InstanceOfAssertFactories.list(Mark.class))
                .extracting(Mark::x, Mark::y)
                .usingRecursiveFieldByFieldElementComparator(CLOSE)
                .containsExactly(tuple(1.5 / 8, Math.log(4)), tuple(5.5 / 8, Math.log(4 / 3.0)));
        assertThat(Charts.byName("reveal-order").orElseThrow().figure(results(List.of(uniform))))
                .isEmpty();
    }

    private static final RecursiveComparisonConfiguration CLOSE = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(new DoubleComparator(1e-12), Double.class)
            .build();

    private static Trace trace(Trace.Step... steps) {
        return new Trace(0, 4, List.of(steps));
    }

    private static Trace.Step step(int from, String... tokens) {
        return step("draw", IntStream.range(from, from + tokens.length).boxed().toList(), tokens);
    }

    private static Trace.Step step(String role, List<Integer> at, String... tokens) {
        return new Trace.Step(
                role, at, List.of(tokens), at.stream().map(i -> 1.0).toList());
    }

    private SuiteResults results(List<PointEntry> points) throws IOException {
        SuiteIndex index =
                new SuiteIndex("s", "", "", "", List.of(), List.of(), List.of(), Commentary.NONE, List.of(), points);
        return SuiteResults.read(store, index);
    }

    /** A point with one node of a kind for each seed. */
    private static PointEntry point(String id, String kind, String... nodes) {
        List<SeedEntry> seeds = new ArrayList<>();
        for (String node : nodes) {
            seeds.add(new SeedEntry(seeds.size() + 1L, Map.of(kind, Hashes.of(node))));
        }
        return new PointEntry(id, id, Map.of(), "masked", 4, 16, Map.of(), seeds);
    }

    private PointEntry drawn(String id, double throughput, double genPpl) throws IOException {
        Map<String, String> evaluator = Map.of("evaluator", "oracle");
        commit(
                id,
                "times.jsonl",
                List.of(),
                Measurement.of(Metric.THROUGHPUT, throughput, 5, Map.of("batch", "1")),
                Measurement.of(Metric.GEN_PPL, genPpl, 5, evaluator));
        return point(id, "score", id);
    }

    private void timed(String node, List<Double> first, List<Double> second) throws IOException {
        List<List<Double>> forks = List.of(first, second);
        DecodingTimes one = new DecodingTimes(1, forks, forks, Map.of());
        DecodingTimes four = new DecodingTimes(4, List.of(List.of(99.0)), List.of(List.of(9.0)), Map.of());
        commit(node, "latency.json", List.of(one, four));
    }

    private void trained(String node, double loss) throws IOException {
        List<TrainingStep> steps = new ArrayList<>();
        for (int step = 1; step <= 100; step++) {
            steps.add(new TrainingStep(step, loss, 0.1, 1));
        }
        commit(node, "training.jsonl", steps);
    }

    private void commit(String node, String file, List<?> lines, Measurement... measurements) throws IOException {
        try (Attempt attempt = store.begin(Hashes.of(node))) {
            attempt.writeSpec("{}");
            attempt.writeMeasurements(List.of(measurements));
            attempt.writeProvenance(Map.of("device", "cpu"));
            JsonLines.write(attempt.folder().resolve(file), lines);
            assertThat(attempt.commit()).isTrue();
        }
    }

    @Test
    void aSuiteThatNamesNoneGetsThoseOfWhatItMeasures() {
        assertThat(Charts.standard(List.of("nll", "accuracy"))).containsExactly("accuracy-nfe", "accuracy-difficulty");
        assertThat(Charts.standard(List.of("nll", "gen-ppl")))
                .containsExactly("genppl-nfe", "nll-blocksize", "speed-quality", "entropy-genppl");
        assertThat(Charts.standard(List.of("accuracy", "gen-ppl")))
                .startsWith("accuracy-nfe")
                .contains("genppl-nfe");
    }
}
