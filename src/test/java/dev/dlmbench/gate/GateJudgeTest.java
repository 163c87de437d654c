package dev.dlmbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.gate.Comparison.Border;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.verdict.Evidence;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateJudgeTest {
    private static final int GATES = 200;

    @TempDir
    Path folder;

    private static GateSpec.Rule rule(Metric metric, double tolerance, boolean relative) {
        return new GateSpec.Rule(metric, "", "", tolerance, relative, new GateSpec.Place("suite.yaml", 7, 5));
    }

    private static GateSpec gate(GateSpec.Rule... rules) {
        return new GateSpec(List.of(rules), .01, 10);
    }

    private Baseline baseline(MadeUpSuite suite) throws IOException {
        return BaselineMaker.of(suite.results(), "2026-01-01T00:00:00Z", "unknown");
    }

    private List<Judgement> judge(GateSpec gate, Values then, Values now) throws IOException {
        Baseline baseline = baseline(new MadeUpSuite(folder.resolve("then")).point("a", "", then));
        return new GateJudge(
                        gate,
                        new MadeUpSuite(folder.resolve("now"))
                                .point("a", "", now)
                                .results(),
                        baseline)
                .judge(Map.of());
    }

    /** Three seeds of nll 1, 1.1 and 1.2 in the baseline; what is added to each now. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, SAME",
        ".0001, -.0001, 0, SAME",
        ".03, .031, .029, WORSE",
        "-.03, -.031, -.029, BETTER",
        ".03, -.01, .01, INCONCLUSIVE",
        ".009, .0095, .0085, INCONCLUSIVE",
        "-.03, .002, -.01, INCONCLUSIVE"
    })
    void judgesWhatHasMovedAgainstTheTolerance(double first, double second, double third, Verdict verdict)
            throws IOException {
        List<Judgement> judgements = judge(
                gate(rule(Metric.NLL, .01, false)),
                Values.of(Metric.NLL, 1, 1.1, 1.2),
                Values.of(Metric.NLL, 1 + first, 1.1 + second, 1.2 + third));
        assertThat(judgements).singleElement().satisfies(judgement -> {
            assertThat(judgement.verdict()).isEqualTo(verdict);
            assertThat(judgement.change().orElseThrow()).isCloseTo((first + second + third) / 3, within(1e-9));
        });
    }

    /** Entropy should stay what it is: more is no better than less. */
    @ParameterizedTest
    @CsvSource({".2, WORSE", "-.2, WORSE", "0, SAME"})
    void entropyMustNotMoveEitherWay(double move, Verdict verdict) throws IOException {
        List<Judgement> judgements = judge(
                gate(rule(Metric.ENTROPY, .05, false)),
                Values.of(Metric.ENTROPY, 2.5, 2.51, 2.49),
                Values.of(Metric.ENTROPY, 2.5 + move, 2.511 + move, 2.489 + move));
        assertThat(judgements.get(0).verdict()).isEqualTo(verdict);
    }

    @Test
    void ratiosAreJudgedAsRatios() throws IOException {
        List<Judgement> judgements = judge(
                gate(rule(Metric.GEN_PPL, .05, true)),
                Values.of(Metric.GEN_PPL, 10, 20, 40),
                Values.of(Metric.GEN_PPL, 12, 24.01, 47.9));
        assertThat(judgements.get(0).ratio()).isTrue();
        assertThat(judgements.get(0).change().orElseThrow()).isCloseTo(1.2, within(.001));
        assertThat(judgements.get(0).verdict()).isEqualTo(Verdict.WORSE);
    }

    /** One seed, 40 documents: each harder by 0.02 nats a token, which the same documents show and others would not. */
    @Test
    void oneSeedIsPairedByDocument() throws IOException {
        Random random = new Random(3);
        List<DocumentScore> then = new ArrayList<>();
        List<DocumentScore> now = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double nats = 100 + 50 * random.nextDouble();
            then.add(new DocumentScore(i, 100, nats, null));
            now.add(new DocumentScore(i, 100, nats + 2 + .1 * random.nextGaussian(), null));
        }
        Baseline baseline = baseline(new MadeUpSuite(folder.resolve("then"))
                .point("a", "", Map.of(NodeFiles.DOCUMENTS, then), Values.of(Metric.NLL, 1.25)));
        Judgement judgement = new GateJudge(
                        gate(rule(Metric.NLL, .01, true)),
                        new MadeUpSuite(folder.resolve("now"))
                                .point("a", "", Map.of(NodeFiles.DOCUMENTS, now), Values.of(Metric.NLL, 1.27))
                                .results(),
                        baseline)
                .judge(Map.of())
                .get(0);
        assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(judgement.test()).isEqualTo("one seed, over blocks of running text, paired by document");
        assertThat(judgement.note()).isEqualTo("one seed: the noise of training again is not in it");
    }

    @Test
    void valuesUnderAnotherDefinitionAreNotCompared() throws IOException {
        List<Judgement> judgements = judge(
                gate(rule(Metric.NLL, .01, false)),
                Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "x"), 1, 1.1, 1.2),
                Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "y"), 1, 1.1, 1.2));
        assertThat(judgements.get(0).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void whatIsMissingNowIsMissingAndWhatTheBaselineLacksIsNotComparable() throws IOException {
        assertThat(judge(gate(rule(Metric.NLL, .01, false)), Values.of(Metric.NLL, 1, 2, 3), Values.of(Metric.NFE, 1))
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.MISSING);
        folder = folder.resolve("turned");
        assertThat(judge(gate(rule(Metric.NLL, .01, false)), Values.of(Metric.NFE, 1), Values.of(Metric.NLL, 1, 2, 3))
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.NOT_COMPARABLE);
    }

    /** A control counts n-grams: one that some measure is lacking at must not fail what is about models. */
    @Test
    void rulesOfAllPointsLeaveControlsOut() throws IOException {
        Values nll = Values.of(Metric.NLL, 1, 1.1, 1.2);
        Baseline baseline = baseline(new MadeUpSuite(folder.resolve("then")).point("a", "", nll));
        MadeUpSuite now = new MadeUpSuite(folder.resolve("now"))
                .point("a", "", nll)
                .control("c", "", Values.of(Metric.ENTROPY, 1, 2, 3));
        assertThat(new GateJudge(gate(rule(Metric.NLL, .01, false)), now.results(), baseline).judge(Map.of()))
                .extracting(Judgement::point)
                .containsExactly("a");
    }

    /** A change that makes a training diverge is not only missed: the gate says why. */
    @Test
    void saysWhyASeedIsGone() throws IOException {
        Baseline baseline =
                baseline(new MadeUpSuite(folder.resolve("then")).point("a", "", Values.of(Metric.NLL, 1, 1.1, 1.2)));
        MadeUpSuite now = new MadeUpSuite(folder.resolve("now")).point("a", "", Values.of(Metric.NLL, 1, 1.1, 1.2));
        String third =
                now.results().index().points().get(0).seeds().get(2).nodes().getOrDefault("train", "");
        ResultStore store = ResultStore.open(folder.resolve("now"));
        Files.delete(store.node(third).resolve(NodeFiles.STATUS));
        store.writeFailure(third, "train", "the loss is NaN at step 17", folder.resolve("no log"));

        Judgement judgement = new GateJudge(gate(rule(Metric.NLL, .01, false)), now.results(), baseline)
                .judge(Map.of())
                .get(0);

        assertThat(judgement.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(judgement.note())
                .isEqualTo("the baseline has seeds that are missing now: [3];"
                        + " train of seed 3 failed: the loss is NaN at step 17");
    }

    /** A training that failed leaves fewer seeds, and the others do not speak for it. */
    @Test
    void aSeedThatIsGoneIsMissing() throws IOException {
        Judgement judgement = judge(
                        gate(rule(Metric.NLL, .01, false)),
                        Values.of(Metric.NLL, 1, 1.1, 1.2),
                        Values.of(Metric.NLL, 1, 1.1))
                .get(0);
        assertThat(judgement.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(judgement.note()).isEqualTo("the baseline has seeds that are missing now: [3]");
    }

    // ---- speed ----

    private List<Judgement> judgeSpeed(double nllMove, DoubleSupplier before, DoubleSupplier after) throws IOException {
        Baseline baseline = baseline(
                new MadeUpSuite(folder.resolve("then" + nllMove)).point("a", "", Values.of(Metric.NLL, 1, 1.1, 1.2)));
        GateJudge judge = new GateJudge(
                gate(rule(Metric.NLL, .01, false), rule(Metric.LATENCY, .05, true)),
                new MadeUpSuite(folder.resolve("now" + nllMove))
                        .point("a", "", Values.of(Metric.NLL, 1 + nllMove, 1.1 + nllMove, 1.2 + 1.001 * nllMove))
                        .results(),
                baseline);
        Timed timed = judge.timed().get(0);
        return judge.judge(Map.of(timed, pairs(10, before, after)));
    }

    private static List<SpeedPair> pairs(int count, DoubleSupplier before, DoubleSupplier after) {
        List<SpeedPair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean beforeFirst = i % 2 == 0;
            double first = (beforeFirst ? before : after).getAsDouble();
            double second = (beforeFirst ? after : before).getAsDouble();
            pairs.add(beforeFirst ? new SpeedPair(first, second) : new SpeedPair(second, first));
        }
        return pairs;
    }

    @Test
    void storedSpeedsAreNeverJudged() throws IOException {
        List<Judgement> judgements = judge(
                gate(rule(Metric.NLL, .01, false), rule(Metric.LATENCY, .05, true)),
                Values.of(Metric.LATENCY, 100, 101, 102),
                Values.of(Metric.LATENCY, 200, 201, 202));
        assertThat(judgements.get(1).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(judgements.get(1).note()).contains("--base-ref");
    }

    @Test
    void fasterIsNotBetterWhereQualityIsLost() throws IOException {
        Random random = new Random(1);
        DoubleSupplier slow = () -> 100 * (1 + .01 * random.nextGaussian());
        DoubleSupplier fast = () -> 80 * (1 + .01 * random.nextGaussian());
        assertThat(judgeSpeed(0, slow, fast))
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.SAME, Verdict.BETTER);
        List<Judgement> lossy = judgeSpeed(.1, slow, fast);
        assertThat(lossy).extracting(Judgement::verdict).containsExactly(Verdict.WORSE, Verdict.WORSE);
        assertThat(lossy.get(1).note()).isEqualTo("faster, but its quality is worse");
        assertThat(judgeSpeed(.0099, slow, slow))
                .extracting(Judgement::verdict)
                .element(1)
                .isEqualTo(Verdict.SAME);
    }

    /** Processes whose medians of five decodings are what is compared. */
    private static final class Machine {
        private final Random random;
        private final boolean shared;
        private double drift;

        Machine(long seed, boolean shared) {
            this.random = new Random(seed);
            this.shared = shared;
        }

        /**
         * Quiet: 1 % from process to process. Shared: 2.5 %, a slow drift, and every tenth decoding half as slow again.
         */
        double process(double speed) {
            drift = shared ? .95 * drift + .03 * random.nextGaussian() : 0;
            double process = Math.exp(drift + (shared ? .025 : .01) * random.nextGaussian());
            double[] decodings = new double[5];
            Arrays.setAll(decodings, i -> {
                double burst = shared && random.nextInt(10) == 0 ? 1.5 : 1;
                return 100 * speed * process * burst * Math.exp(.01 * random.nextGaussian());
            });
            Arrays.sort(decodings);
            return decodings[2];
        }
    }

    private static Verdict speedVerdict(Machine machine, double speed, Metric metric) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int rule = 0; rule < 4; rule++) { // four points: the verdicts allow for their number
            double[] moves = pairs(10, () -> machine.process(1), () -> machine.process(speed)).stream()
                    .mapToDouble(
                            pair -> (metric == Metric.THROUGHPUT ? -1 : 1) * Math.log(pair.after() / pair.before()))
                    .toArray();
            comparisons.add(new Comparison(
                    new Border(rule(metric, .03, true), "point" + rule, "", true, Math.log1p(.03), 10),
                    Evidence.ofDifferences(moves, "pairs"),
                    List.of()));
        }
        return Comparison.judge(comparisons, .01).stream().anyMatch(judgement -> judgement.verdict() == Verdict.WORSE)
                ? Verdict.WORSE
                : Verdict.SAME;
    }

    /** At most 1 % of gates on two equal builds fail. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void equalBuildsPass(boolean shared) {
        int alarms = 0;
        for (int gate = 0; gate < GATES; gate++) {
            Metric metric = gate % 2 == 0 ? Metric.LATENCY : Metric.THROUGHPUT;
            alarms += speedVerdict(new Machine(gate, shared), 1, metric) == Verdict.WORSE ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(GATES / 100);
    }

    /** At least 95 % of gates find that decoding takes 10 % longer, in ten pairs. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBuildThatIsTenPercentSlowerFails(boolean shared) {
        int found = 0;
        for (int gate = 0; gate < GATES; gate++) {
            Metric metric = gate % 2 == 0 ? Metric.LATENCY : Metric.THROUGHPUT;
            found += speedVerdict(new Machine(1_000 + gate, shared), 1.1, metric) == Verdict.WORSE ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(GATES * 95 / 100);
    }

    /** Quality of equal builds whose samples differ by chance, six metrics at a time. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void equalQualityPasses(int seeds) {
        Random random = new Random(seeds);
        int alarms = 0;
        for (int gate = 0; gate < GATES; gate++) {
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                double[] moves = new double[seeds];
                Arrays.setAll(moves, j -> .02 * random.nextGaussian());
                Metric metric = i % 2 == 0 ? Metric.NLL : Metric.ENTROPY;
                comparisons.add(new Comparison(
                        new Border(rule(metric, .001, false), "a", "", false, .001, seeds),
                        Evidence.ofDifferences(moves, "seeds"),
                        List.of()));
            }
            alarms += Comparison.judge(comparisons, .01).stream()
                            .anyMatch(judgement -> judgement.verdict() == Verdict.WORSE)
                    ? 1
                    : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(GATES / 50); // 2 expected at most, 4 by a bad day
    }
}
