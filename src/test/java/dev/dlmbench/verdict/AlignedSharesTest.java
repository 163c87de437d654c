package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.CrossedDifference;
import dev.dlmbench.statistics.McNemar;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares of examples beside lines of such shares, and of the examples of other tasks. */
class AlignedSharesTest {
    private static final Map<String, String> TASK = Map.of("task", "t");

    @TempDir
    Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() {
        suite = new MadeUpSuite(folder);
    }

    /** Adds a point of which the answers to each example are not kept. */
    private void point(String experiment, double calls, double... shares) throws IOException {
        double[] places = new double[shares.length];
        Arrays.fill(places, calls);
        suite.point(
                experiment,
                "sampling.steps=" + calls,
                Values.of(Metric.ACCURACY, Bound.EXACT, TASK, shares),
                Values.of(Metric.ANSWER_NFE, Bound.EXACT, TASK, places));
    }

    /** Adds a point with two seeds whose answers are right, 1, or not. */
    private void asked(String experiment, double calls, double[][] seeds) throws IOException {
        suite.point(
                experiment,
                "sampling.steps=" + calls,
                seed -> Map.of(
                        NodeFiles.EXAMPLES,
                        IntStream.range(0, seeds[seed - 1].length)
                                .mapToObj(i -> new ExampleScore("e" + i, Map.of("accuracy", seeds[seed - 1][i])))
                                .toList()),
                Values.of(
                        Metric.ACCURACY,
                        Bound.EXACT,
                        TASK,
                        Arrays.stream(seeds)
                                .mapToDouble(
                                        seed -> Arrays.stream(seed).average().orElseThrow())
                                .toArray()),
                Values.of(Metric.ANSWER_NFE, Bound.EXACT, TASK, calls, calls));
    }

    /** Returns answers of two seeds to 40 examples, of which so many are right. */
    private static double[][] right(int first, int second) {
        double[][] seeds = new double[2][40];
        Arrays.fill(seeds[0], 0, first, 1);
        Arrays.fill(seeds[1], 0, second, 1);
        return seeds;
    }

    private Finding finding(String expect) throws IOException {
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.claim(expect).results()).judge();
        return verdicts.get(verdicts.size() - 1).findings().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<="})
    void equalAnswersOnAPointOfTheLineDecideNothing(String relation) throws IOException {
        asked("a", 8, right(20, 20));
        asked("b", 4, right(10, 10));
        asked("b", 8, right(20, 20));
        Finding finding = finding("accuracy(a) " + relation + " accuracy(b) at equal answer-nfe");
        assertThat(finding.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.test()).isEqualTo("across seeds and examples, paired by seed and example");
    }

    @Test
    void onAPointOfTheLineExamplesArePaired() throws IOException {
        asked("a", 8, right(34, 38));
        asked("b", 4, right(2, 3));
        asked("b", 8, right(10, 12));
        asked("b", 16, right(22, 20));
        Finding finding = finding("accuracy(a) < accuracy(b) at equal answer-nfe");
        assertThat(finding.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(finding.interval().orElseThrow())
                .isEqualTo(CrossedDifference.of(
                                new CrossedDifference.Side(right(34, 38), 1),
                                new CrossedDifference.Side(right(10, 12), 1),
                                true,
                                false)
                        .interval(.95));
        assertThat(finding.pairs())
                .containsExactly(
                        new PairedSeed(1, new McNemar(10, 24, 0, 6)), new PairedSeed(2, new McNemar(12, 26, 0, 2)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 8})
    void equalSharesOfAllSeedsDecideNothing(double calls) throws IOException {
        point("a", calls, .9, .9);
        point("b", 4, .2, .2);
        point("b", 8, .3, .3);
        Finding finding = finding("accuracy(a) < accuracy(b) at equal answer-nfe");
        assertThat(finding.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.note()).startsWith("without the answers to the same examples");
    }

    /** At 6 calls, log 1.5 / log 2 of the way from 4 to 8. */
    @ParameterizedTest
    @ValueSource(doubles = {0, .1})
    void sharesAreJoinedStraight(double first) throws IOException {
        point("a", 6, .9, .9);
        point("b", 4, first, first + .01);
        point("b", 8, .4, .41);
        Finding finding = finding("accuracy(a) < accuracy(b) at equal answer-nfe");
        double way = Math.log(1.5) / Math.log(2);
        assertThat(finding.effect().orElseThrow()).isCloseTo((1 - way) * first + way * .4 + .005 - .9, within(1e-12));
        assertThat(finding.test())
                .isEqualTo("paired by seed, Student's t, on these examples alone, and how far the line may bend between"
                        + " its points");
    }

    /** Both neighbouring chords, extended, would reach 1.2. */
    @Test
    void aLineOfSharesStaysWithinOne() throws IOException {
        double root = Math.sqrt(2);
        point("a", 4 * root, .5, .5001, .4999);
        point("b", 2, .3, .3, .3);
        point("b", 4, .9, .9, .9);
        point("b", 8, .9, .9, .9);
        point("b", 16, .3, .3, .3);
        Finding finding = finding("accuracy(a) < accuracy(b) at equal answer-nfe");
        assertThat(finding.effect().orElseThrow()).isCloseTo(.4, within(1e-12));
        assertThat(finding.interval().orElseThrow().high()).isCloseTo(.5, within(1e-3));
        assertThat(finding.interval().orElseThrow().low()).isCloseTo(.4, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "u"})
    void sharesOfDifferentTasksAreNotCompared(String task) throws IOException {
        suite.point("a", "", Values.of(Metric.MAJ_AT_K, Bound.EXACT, Map.of("task", "t", "k", "8"), .9, .91, .89))
                .point("b", "", Values.of(Metric.ACCURACY, Bound.EXACT, Map.of("task", task), .3, .32, .29));
        Finding finding = finding("maj-at-k(a, k=8) > accuracy(b)");
        assertThat(finding.outcome()).isEqualTo(task.equals("t") ? Outcome.SUPPORTED : Outcome.NOT_COMPARABLE);
    }
}
