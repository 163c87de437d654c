package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimJudgeTest {
    @TempDir
    Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() {
        suite = new MadeUpSuite(folder);
    }

    private ClaimVerdict verdict(String expect) throws IOException {
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.claim(expect).results()).judge();
        return verdicts.get(verdicts.size() - 1);
    }

    private static Values nll(double... values) {
        return Values.of(Metric.NLL, values);
    }

    private static Values genPpl(double... values) {
        return Values.of(Metric.GEN_PPL, values);
    }

    /** a and b differ by 0.10, 0.11 and 0.12, paired; c is a moved by 0.001, -0.001 and 0. */
    private void threePoints() throws IOException {
        suite.point("a", "", nll(1.0, 1.3, 1.6))
                .point("b", "", nll(1.1, 1.41, 1.72))
                .point("c", "", nll(1.001, 1.299, 1.6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(a) < nll(b) | supported",
                "nll(b) < nll(a) | refuted",
                "nll(a) < nll(c) | inconclusive",
                "nll(a) = nll(c) within 0.01 | supported",
                "nll(a) = nll(b) within 0.01 | refuted",
                "nll(a) = nll(c) within 0.0001 | inconclusive",
                "nll(b) <= nll(a) within 0.2 | supported",
                "nll(b) <= nll(a) within 0.05 | refuted",
                "nll(b) <= nll(a) within 10% | inconclusive",
                "nll(a) < 1.2 * nll(c) | supported",
                "nll(a) < 9 | supported",
                "nll(a) > 9 | refuted",
                "0.1 < nll(a) | supported",
                "nll(a) < 1.31 | inconclusive",
                "nll(a) < nll(b) and nll(b) < nll(a) | refuted",
                "nll(a) < nll(b) and nll(a) < nll(c) | inconclusive",
                "nll(a) < nll(c) < nll(b) | inconclusive"
            })
    void decidesByTheIntervalOfPairedSeeds(String expect, String outcome) throws IOException {
        threePoints();
        assertThat(verdict(expect).outcome().words()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nll(none) < 3", "nll(a) < 100 and nll(none) < 3", "nll(none) < nll(a)"})
    void whatNamesNoPointIsNotSupported(String expect) throws IOException {
        threePoints();

        assertThat(new ClaimJudge(suite.claim(expect).results()).judge())
                .extracting(ClaimVerdict::outcome)
                .isEqualTo(List.of(Outcome.NOT_COMPARABLE));
    }

    @Test
    void givesTheEffectItsIntervalAndHowItWasFound() throws IOException {
        threePoints();
        Finding finding = verdict("nll(a) < nll(b)").findings().get(0);
        // mean .11, deviation .01, t(.975, 2) = 4.302653
        assertThat(finding.effect().orElseThrow()).isCloseTo(.11, within(1e-12));
        assertThat(finding.interval().orElseThrow().low()).isCloseTo(.11 - 4.302653 * .01 / Math.sqrt(3), within(1e-7));
        assertThat(finding.statement()).isEqualTo("nll(a) < nll(b)");
        assertThat(finding.effectWords()).isEqualTo("right \u2212 left 0.1100 [0.0852, 0.1348] nats per token");
        assertThat(finding.basis()).isEqualTo("paired by seed, Student's t, on this test text alone, n = 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency(a) < latency(b) | 3 | supported",
                "latency(a) < latency(b) | 2 | inconclusive",
                "latency(b) < 99 | 2 | inconclusive",
                "nll(a) < nll(b) at equal latency | 2 | inconclusive",
                "nll(a) < nll(b) | 2 | supported"
            })
    void claimsNothingAboutSpeedThatFewerThanThreeJvmsWereTimedFor(String expect, int forks, String outcome)
            throws IOException {
        suite.point(
                        "a",
                        "",
                        nll(1, 2, 3),
                        Values.of(Metric.LATENCY, 10, 10.1, 10.2).over(5))
                .point(
                        "b",
                        "",
                        nll(2, 3, 4),
                        Values.of(Metric.LATENCY, 20, 20.1, 20.2).over(forks));
        ClaimVerdict verdict = verdict(expect);
        assertThat(verdict.outcome().words()).isEqualTo(outcome);
        assertThat(verdict.findings().get(0).note().contains("latency.forks of 3 or more"))
                .isEqualTo(outcome.equals("inconclusive"));
    }

    /**
     * Only the model of the first seed is timed. Standard errors of 1 % over 3 JVMs each make one of 1.414 % of the
     * ratio, with 4 degrees of freedom: 2.776 of them are 3.93 %.
     */
    @ParameterizedTest
    @CsvSource({"10.5, supported", "10.3, inconclusive", "9.5, refuted"})
    void timesOfOneModelAreComparedOverJvms(double right, String outcome) throws IOException {
        Map<String, String> flags = Map.of("jvm flags", "-x");
        suite.point("a", "", Values.of(Metric.LATENCY, Bound.EXACT, flags, 10).over(3))
                .point(
                        "b",
                        "",
                        Values.of(Metric.LATENCY, Bound.EXACT, flags, right).over(3));

        Finding finding = verdict("latency(a) < latency(b)").findings().get(0);

        assertThat(finding.outcome().words()).isEqualTo(outcome);
        assertThat(finding.test()).isEqualTo("over JVMs, Welch's t");
        double reach = 2.776445 * .01 * Math.sqrt(2);
        assertThat(finding.interval().orElseThrow().low()).isCloseTo(right / 10 * Math.exp(-reach), within(1e-5));
        assertThat(finding.interval().orElseThrow().high()).isCloseTo(right / 10 * Math.exp(reach), within(1e-5));
    }

    /** An effect of half a deviation takes 34 paired values at power .8 (Cohen's tables). */
    @Test
    void saysHowManySeedsItWouldTake() throws IOException {
        suite.point("a", "", nll(1, 1, 1)).point("b", "", nll(1.05, 1.15, .95)); // mean .05, deviation .1
        Finding finding = verdict("nll(a) < nll(b)").findings().get(0);
        assertThat(finding.needed()).hasValue(34);
        assertThat(finding.basis()).contains("about 34 seeds would probably decide it");
    }

    @Test
    void comparesPerplexitiesByTheirRatio() throws IOException {
        suite.point("a", "", genPpl(10, 20, 40)).point("b", "", genPpl(21, 40, 79));
        Finding finding = verdict("gen-ppl(a) < gen-ppl(b)").findings().get(0);
        assertThat(finding.ratio()).isTrue();
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.effect().orElseThrow()).isCloseTo(Math.cbrt(2.1 * 2 * 79 / 40), within(1e-12));
    }

    @Test
    void otherNumbersOfSeedsAreTwoGroups() throws IOException {
        suite.point("a", "", nll(1, 1.01, .99)).point("b", "", nll(2, 2.01));
        Finding finding = verdict("nll(a) < nll(b)").findings().get(0);
        assertThat(finding.test()).isEqualTo("across seeds, Welch's t, on this test text alone");
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.n()).isEqualTo(2);
    }

    /** Every point of one side is held against those of the other that share the axes both sweep. */
    @Test
    void setsArePairedByTheAxesTheyShare() throws IOException {
        for (int steps : new int[] {2, 4}) {
            suite.point("a", "sampling.steps=" + steps, genPpl(10.0 / steps, 11.0 / steps, 12.0 / steps))
                    .point("b", "sampling.steps=" + steps, genPpl(20.0 / steps, 22.0 / steps, 24.0 / steps));
        }
        assertThat(verdict("gen-ppl(a) < gen-ppl(b)").findings().stream().map(Finding::statement))
                .containsExactly("gen-ppl(a,steps=2) < gen-ppl(b,steps=2)", "gen-ppl(a,steps=4) < gen-ppl(b,steps=4)");
        assertThat(new ClaimJudge(
                                suite.claim("gen-ppl(a) < gen-ppl(b, steps=2)").results())
                        .judge()
                        .get(1)
                        .findings())
                .hasSize(2);
    }

    @Test
    void pointsOfTheSameNodesCountOnce() throws IOException {
        suite.point("a", "", nll(1, 1.1, 1.2)).point("b", "", nll(2, 2.1, 2.3));
        assertThat(verdict("nll(a) < nll(a)").outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
    }

    /** Two metrics of one unit, and the same points on both sides: each is compared with itself, and with no other. */
    @Test
    void twoMetricsOfAPointAreCompared() throws IOException {
        suite.point("a", "process.blockSize=4", codes(2, 2.001))
                .point("a", "process.blockSize=8", codes(3, 3.1))
                .claim("code-length(a) <= code-nll(a) within 0.5%")
                .claim("code-length(a, S=4) <= code-nll(a, S=4) within 0.5%")
                .claim("code-length(a, S=4) < code-length(a, S=4)");
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.results()).judge();
        assertThat(verdicts.get(0).findings().stream().map(Finding::outcome))
                .containsExactly(Outcome.SUPPORTED, Outcome.REFUTED);
        assertThat(verdicts.get(1).outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(verdicts.get(2).outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
    }

    /** Returns likelihoods and lengths of three seeds. */
    private static Values[] codes(double nll, double length) {
        return new Values[] {
            Values.of(Metric.CODE_NLL, nll, nll + .1, nll - .1),
            Values.of(Metric.CODE_LENGTH, length, length + .1001, length - .0999)
        };
    }

    @Test
    void findsTheBestValueOfAnAxis() throws IOException {
        suite.point("a", "process.blockSize=4", nll(1, 1.1, 1.2))
                .point("a", "process.blockSize=8", nll(2, 2.1, 2.21))
                .point("a", "process.blockSize=16", nll(3, 3.1, 3.21));
        suite.claim("argmin(nll(a), blockSize) = 4")
                .claim("argmin(nll(a), S) = 8")
                .claim("argmax(nll(a), S) = 16");
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.results()).judge();
        assertThat(verdicts)
                .extracting(ClaimVerdict::outcome)
                .containsExactly(Outcome.SUPPORTED, Outcome.REFUTED, Outcome.SUPPORTED);
        assertThat(verdicts.get(0).findings()).hasSize(2);
    }

    private static Values nfe(double... values) {
        return Values.of(Metric.NFE, values);
    }

    /**
     * b's line is gen-PPL = 100 / nfe, a straight line in logarithms: at 8 calls it is 12.5, however it is extended.
     */
    @Test
    void readsALineWhereBothHaveAsMuch() throws IOException {
        suite.point("b", "sampling.steps=4", genPpl(25, 25.1, 24.9), nfe(4, 4, 4))
                .point("b", "sampling.steps=16", genPpl(6.25, 6.2, 6.3), nfe(16, 16, 16))
                .point("b", "sampling.steps=2", genPpl(50, 50, 50), nfe(2, 2, 2))
                .point("a", "sampling.steps=4", genPpl(10, 10, 10), nfe(8, 8, 8))
                .point("a", "sampling.steps=16", genPpl(1, 1, 1), nfe(32, 32, 32));
        ClaimVerdict verdict = verdict("gen-ppl(a) < gen-ppl(b) at equal nfe");
        assertThat(verdict.outcome()).isEqualTo(Outcome.SUPPORTED);
        Finding only = verdict.findings().get(0);
        assertThat(verdict.findings()).hasSize(1);
        assertThat(only.effect().orElseThrow()).isCloseTo(1.25, within(.005));
        assertThat(only.right()).isEqualTo("b at nfe 8.000");
        assertThat(only.note()).isEqualTo("not within the line: a,steps=16");
    }

    @Test
    void linesThatHaveNothingInCommonAreNotCompared() throws IOException {
        suite.point("b", "sampling.steps=4", genPpl(25, 25), nfe(4, 4))
                .point("b", "sampling.steps=8", genPpl(15, 15), nfe(8, 8))
                .point("a", "", genPpl(10, 10), nfe(9, 10));
        Finding finding =
                verdict("gen-ppl(a) < gen-ppl(b) at equal nfe").findings().get(0);
        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(finding.note()).isEqualTo("they have no nfe in common: 9.000 to 10.00 and 4.000 to 8.000");
    }

    @Test
    void severalLinesAreNotOne() throws IOException {
        suite.point("b", "process.blockSize=4", genPpl(25, 25), nfe(4, 4))
                .point("b", "process.blockSize=8", genPpl(15, 15), nfe(8, 8))
                .point("a", "", genPpl(10, 10), nfe(5, 5));
        Finding finding =
                verdict("gen-ppl(a) < gen-ppl(b) at equal nfe").findings().get(0);
        assertThat(finding.outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(finding.note()).isEqualTo("the right side holds several lines: b,blockSize=4; b,blockSize=8");
    }

    @Test
    void valuesUnderOtherDefinitionsAreNotCompared() throws IOException {
        suite.point("a", "", Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "x"), 1, 1.1))
                .point("b", "", Values.of(Metric.NLL, Bound.UPPER, Map.of("text", "y"), 2, 2.1));
        assertThat(verdict("nll(a) < nll(b)").outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
    }

    @Test
    void saysWhichSideIsABound() throws IOException {
        suite.point("a", "", nll(1, 1.1)).point("b", "", Values.of(Metric.NLL, Bound.UPPER, Map.of(), 2, 2.2));
        assertThat(verdict("nll(a) < nll(b)").findings().get(0).note())
                .isEqualTo("the right side is an upper bound; the quantity itself may be smaller");
    }

    /** The verdict is the same; what it is worth, a reader must judge. */
    @Test
    void saysWhichSidesModelWasStillLearning() throws IOException {
        suite.point("a", "", MadeUpSuite.LEARNED, nll(1, 1.1))
                .point("b", "", MadeUpSuite.STILL_LEARNING, nll(2, 2.11))
                .point("c", "", MadeUpSuite.STILL_LEARNING, nll(3, 3.12));
        assertThat(verdict("nll(a) < nll(b)").outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(note("nll(a) < nll(b)")).isEqualTo("the right side's model was still learning");
        assertThat(note("nll(b) < nll(c)")).isEqualTo("the models of both sides were still learning");
        assertThat(note("nll(b) < 5")).isEqualTo("the left side's model was still learning");
        assertThat(note("1 < nll(b)")).isEqualTo("the right side's model was still learning");
        assertThat(note("nll(a) < 5")).isEmpty();
    }

    @Test
    void saysThatTheModelBehindALineWasStillLearning() throws IOException {
        suite.point("b", "sampling.steps=4", MadeUpSuite.STILL_LEARNING, genPpl(25, 25.1, 24.9), nfe(4, 4, 4))
                .point("b", "sampling.steps=16", MadeUpSuite.STILL_LEARNING, genPpl(6, 6.2, 6.3), nfe(16, 16, 16))
                .point("a", "", genPpl(10, 10.1, 10), nfe(8, 8, 8));
        assertThat(note("gen-ppl(a) < gen-ppl(b) at equal nfe")).contains("the right side's model was still learning");
    }

    private String note(String expect) throws IOException {
        return verdict(expect).findings().get(0).note();
    }

    @Test
    void whatWasNotMeasuredIsMissing() throws IOException {
        suite.point("a", "", nll(1, 1.1)).point("b", "", genPpl(2, 3));
        ClaimVerdict verdict = verdict("nll(a) < nll(b)");
        assertThat(verdict.outcome()).isEqualTo(Outcome.MISSING);
        assertThat(verdict.findings().get(0).note()).isEqualTo("nll(b): not measured");
    }

    @Test
    void oneSeedIsNotEnoughWithoutDocuments() throws IOException {
        suite.point("a", "", nll(1)).point("b", "", nll(2));
        Finding finding = verdict("nll(a) < nll(b)").findings().get(0);
        assertThat(finding.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.note()).contains("it takes two seeds or more");
    }

    /** Documents of very different difficulty, each 0.05 nats a token harder for b: paired, that is certain. */
    @Test
    void oneSeedIsPairedByDocument() throws IOException {
        Random random = new Random(1);
        List<DocumentScore> first = new ArrayList<>();
        List<DocumentScore> second = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            double nats = 100 * (1 + random.nextDouble());
            double difference = 5 + random.nextGaussian() * .1;
            sum += difference;
            first.add(new DocumentScore(i, 100, nats, null));
            second.add(new DocumentScore(i, 100, nats + difference, null));
        }
        suite.point("a", "", Map.of(NodeFiles.DOCUMENTS, first), nll(1.5))
                .point("b", "", Map.of(NodeFiles.DOCUMENTS, second), nll(1.55));
        Finding finding = verdict("nll(a) < nll(b)").findings().get(0);
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.test()).isEqualTo("one seed, over blocks of running text, paired by document");
        assertThat(finding.effect().orElseThrow()).isCloseTo(sum / 5_000, within(1e-12));
        assertThat(finding.interval().orElseThrow().high()
                        - finding.interval().orElseThrow().low())
                .isLessThan(.001);
    }

    @Test
    void oneSeedIsResampledBySample() throws IOException {
        Random random = new Random(2);
        suite.point("a", "", Map.of(NodeFiles.SCORES, samples(random, 2)), genPpl(Math.exp(2)))
                .point("b", "", Map.of(NodeFiles.SCORES, samples(random, 2.5)), genPpl(Math.exp(2.5)));
        Finding finding = verdict("gen-ppl(a) < gen-ppl(b)").findings().get(0);
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.test()).isEqualTo("one seed, bootstrap over samples");
        assertThat(finding.effect().orElseThrow()).isCloseTo(Math.exp(.5), within(.1));
    }

    private static List<SampleScore> samples(Random random, double rate) {
        List<SampleScore> samples = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            samples.add(new SampleScore(i, 100, 100 * (rate + .2 * random.nextGaussian()), 2));
        }
        return samples;
    }

    /** Twenty comparisons of equals: at 95 % each, two in five claims would be refuted by chance. */
    @Test
    void chanceDoesNotRefuteAClaimThatMakesManyComparisons() throws IOException {
        Random random = new Random(11);
        Comparer comparer = new Comparer(
                new EvidenceFinder(suite.results().nodes(), Across.WHAT_IS_KNOWN),
                Relation.AT_MOST,
                Tolerance.NONE,
                20);
        int refuted = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            boolean any = false;
            for (int i = 0; i < 20; i++) {
                Evidence evidence = Evidence.acrossSeeds(normal(random), normal(random), value -> value)
                        .orElseThrow();
                any |= comparer.decide(evidence, 0) == Outcome.REFUTED;
            }
            refuted += any ? 1 : 0;
        }
        assertThat(refuted / 2_000.0).isBetween(.015, .035); // one side of .05
    }

    private static Map<Long, Double> normal(Random random) {
        Map<Long, Double> values = new TreeMap<>();
        for (long seed = 1; seed <= 3; seed++) {
            values.put(seed, 5 + random.nextGaussian());
        }
        return values;
    }
}
