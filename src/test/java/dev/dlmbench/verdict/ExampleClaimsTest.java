package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.CrossedDifference;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.McNemar;
import dev.dlmbench.statistics.Wilson;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims about shares of the same examples. An example is written {@code +} if it is right, {@code -} if it is not. */
class ExampleClaimsTest {
    private static final Map<String, String> TASK = Map.of("task", "t");

    @TempDir
    Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() {
        suite = new MadeUpSuite(folder);
    }

    /** Adds a point with a seed for each of {@code seeds}, asked the examples e0, e1, ... */
    private void point(String experiment, String... seeds) throws IOException {
        asked("e", experiment, seeds);
    }

    private void asked(String name, String experiment, String... seeds) throws IOException {
        double[] values =
                Arrays.stream(seeds).mapToDouble(ExampleClaimsTest::share).toArray();
        IntFunction<Map<String, List<?>>> files =
                seed -> Map.of(NodeFiles.EXAMPLES, examples(name, answers(seeds[seed - 1])));
        suite.point(
                experiment,
                "",
                files,
                Values.of(Metric.ACCURACY, Bound.EXACT, TASK, values).over(seeds[0].length()));
    }

    private static double share(String seed) {
        return Arrays.stream(answers(seed)).average().orElseThrow();
    }

    private static double[] answers(String seed) {
        return seed.chars()
                .mapToDouble(answer -> answer == '+' ? 1 : answer == '/' ? .5 : 0)
                .toArray();
    }

    private static List<ExampleScore> examples(String name, double... shares) {
        List<ExampleScore> examples = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            examples.add(new ExampleScore(name + i, Map.of("accuracy", shares[i])));
        }
        return examples;
    }

    private Finding finding(String expect) throws IOException {
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.claim(expect).results()).judge();
        return verdicts.get(verdicts.size() - 1).findings().get(0);
    }

    private static double[][] all(String... seeds) {
        return Arrays.stream(seeds).map(ExampleClaimsTest::answers).toArray(double[][]::new);
    }

    /**
     * Of 30 examples b gets 12 right that a does not, and a one that b does not: by hand, exact p = 2 (1 + 13) / 2^13.
     */
    @Test
    void oneSeedIsPairedByExampleAndHasItsTable() throws IOException {
        point("a", "+".repeat(10) + "+" + "-".repeat(12) + "-".repeat(7));
        point("b", "+".repeat(10) + "-" + "+".repeat(12) + "-".repeat(7));
        Finding finding = finding("accuracy(a) < accuracy(b)");
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.effect().orElseThrow()).isCloseTo(11 / 30., within(1e-12));
        assertThat(finding.test()).isEqualTo("one seed, over examples, paired by example");
        assertThat(finding.n()).isEqualTo(30);
        assertThat(finding.pairs()).containsExactly(new PairedSeed(1, new McNemar(10, 1, 12, 7)));
        assertThat(finding.pairs().get(0).words())
                .isEqualTo(
                        "seed 1: 10 examples solved by both sides, 1 by the left one alone, 12 by the right one alone, 7 by"
                                + " neither; McNemar's test, exact p = 0.0034");
        assertThat(finding.pairs().get(0).table().exact()).isCloseTo(28 / 8192., within(1e-12));
    }

    /** The table of a claim with the other sign is turned round, as its sides are. */
    @Test
    void theSidesOfATableAreThoseOfTheComparison() throws IOException {
        point("a", "++-+");
        point("b", "+---");
        Finding finding = finding("accuracy(a) > accuracy(b)");
        assertThat(finding.statement()).isEqualTo("accuracy(b) < accuracy(a)");
        assertThat(finding.pairs()).containsExactly(new PairedSeed(1, new McNemar(1, 0, 2, 1)));
    }

    @Test
    void severalSeedsAllowForSeedsAndExamples() throws IOException {
        String[] left = {"++--+-+-", "+-+-+---", "+-------"};
        String[] right = {"++++++--", "+++-+-+-", "+-++-++-"};
        point("a", left);
        point("b", right);
        Finding finding = finding("accuracy(a) < accuracy(b)");
        Interval interval = CrossedDifference.of(
                        new CrossedDifference.Side(all(left), 1),
                        new CrossedDifference.Side(all(right), 1),
                        true,
                        false)
                .interval(.95);
        assertThat(finding.interval().orElseThrow()).isEqualTo(interval);
        assertThat(finding.test()).isEqualTo("across seeds and examples, paired by seed and example");
        assertThat(finding.n()).isEqualTo(3);
        assertThat(finding.pairs()).hasSize(3);
        assertThat(finding("accuracy(a) < accuracy(b) across seeds").test())
                .isEqualTo("paired by seed, Student's t, on these examples alone");
    }

    @Test
    void otherNumbersOfSeedsArePairedByExample() throws IOException {
        point("a", "++--+-+-", "+-+-+---", "+---+-+-");
        point("b", "++++++--", "+++-+-+-");
        Finding finding = finding("accuracy(a) < accuracy(b)");
        assertThat(finding.test()).isEqualTo("across seeds and examples, paired by example");
        assertThat(finding.n()).isEqualTo(2);
        assertThat(finding.pairs()).extracting(PairedSeed::seed).containsExactly(1L, 2L);
    }

    /**
     * Both get the same 70 of 100 examples right. The interval reaches 1.984 sqrt(2 / 101 / 102) = 0.028 to either
     * side: what forgives more is decided, what forgives less or nothing is not.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "accuracy(a) < accuracy(b); inconclusive",
                "accuracy(a) > accuracy(b); inconclusive",
                "accuracy(a) >= accuracy(b); inconclusive",
                "accuracy(a) >= accuracy(b) within 0.02; inconclusive",
                "accuracy(a) >= accuracy(b) within 0.03; supported",
                "accuracy(a) <= accuracy(b) within 0.03; supported",
                "accuracy(a) = accuracy(b) within 0.03; supported",
                "accuracy(a) = accuracy(b) within 0.02; inconclusive",
                "accuracy(a) >= accuracy(b) within 5%; supported",
                "accuracy(a) < accuracy(b) across seeds; inconclusive",
                "accuracy(a) = accuracy(b) within 0.03 across seeds; inconclusive"
            })
    void equalAnswersDecideNothingByThemselves(String expect, String outcome) throws IOException {
        String answers = "+".repeat(70) + "-".repeat(30);
        point("a", answers, answers, answers);
        point("b", answers, answers, answers);
        assertThat(finding(expect).outcome().words()).isEqualTo(outcome);
    }

    /** At least as good is shown by being better, and refuted by being worse: 13 of 40 examples, or 40 of 40. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "accuracy(good) >= accuracy(bad); supported",
                "accuracy(good) > accuracy(bad); supported",
                "accuracy(bad) >= accuracy(good); refuted",
                "accuracy(bad) >= accuracy(good) within 0.9; supported",
                "accuracy(bad) = accuracy(good) within 0.1; refuted"
            })
    void atLeastAsGoodIsDecidedByTheInterval(String expect, String outcome) throws IOException {
        point("good", "+".repeat(40));
        point("bad", "+".repeat(13) + "-".repeat(27));
        assertThat(finding(expect).outcome().words()).isEqualTo(outcome);
    }

    /** All right: Wilson's interval begins at n / (n + 3.84), which is 0.963 for 100 examples and 0.9905 for 400. */
    @ParameterizedTest
    @CsvSource({"100, 1, inconclusive", "100, 3, inconclusive", "400, 1, supported", "400, 3, supported"})
    void aNumberIsHeldAgainstTheIntervalOfTheShare(int examples, int seeds, String outcome) throws IOException {
        String[] answers = new String[seeds];
        Arrays.fill(answers, "+".repeat(examples));
        point("a", answers);
        Finding finding = finding("accuracy(a) >= 0.99");
        assertThat(finding.outcome().words()).isEqualTo(outcome);
        assertThat(finding.interval().orElseThrow().high())
                .isCloseTo(1 - .99, within(1e-12)); // a share less the number, which is the left side here
        assertThat(finding.interval().orElseThrow().low())
                .isCloseTo(Wilson.interval(1, examples, .95).low() - .99, within(1e-12));
        assertThat(finding("accuracy(a) < 0.9").outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void otherExamplesAreNotPaired() throws IOException {
        point("a", "+++-", "++--");
        asked("f", "b", "+---", "+---");
        Finding finding = finding("accuracy(a) > accuracy(b)");
        assertThat(finding.test()).isEqualTo("paired by seed, Student's t, on these examples alone");
        assertThat(finding.pairs()).isEmpty();
    }

    @Test
    void examplesThatAreRightInPartHaveNoTable() throws IOException {
        point("a", "++/-+-/-");
        point("b", "+---+---");
        Finding finding = finding("accuracy(a) > accuracy(b)");
        assertThat(finding.test()).isEqualTo("one seed, over examples, paired by example");
        assertThat(finding.pairs()).isEmpty();
    }

    /** Nothing is known but that all seeds came to the same. */
    @Test
    void equalSharesWithoutTheirAnswersDecideNothing() throws IOException {
        Values same = Values.of(Metric.ACCURACY, Bound.EXACT, TASK, 1, 1, 1);
        suite.point("a", "", same).point("b", "", same);
        Finding finding = finding("accuracy(a) >= accuracy(b) within 0.5");
        assertThat(finding.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.note()).startsWith("without the answers to the same examples");
        assertThat(finding("accuracy(a) >= 0.5").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void whatIsMissingStandsOnItsSideOfANumber() throws IOException {
        suite.point("a", "", Values.of(Metric.NLL, 1));
        assertThat(finding("accuracy(a) >= 0.5").statement()).isEqualTo("0.5 <= accuracy(a)");
        assertThat(finding("accuracy(a) <= 0.5").statement()).isEqualTo("accuracy(a) <= 0.5");
    }
}
