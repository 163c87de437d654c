package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.RememberingDenoiser;
import dev.dlmbench.fixture.SamplerParts;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samplers with the true conditionals in the network's place: what is wrong then is the sampler's own doing. */
class SamplerTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});
    private static final int LENGTH = 4;
    private static final int SAMPLES = 20_000;
    private static final int MANY = 100_000;
    private static final SamplingSpec ONE_BY_ONE =
            SamplingSpec.ancestral(4, 1, 1).with(new PlaceOrder.RandomOrder()).with(new StepPlan.FirstHitting());

    /**
     * Chi-square over all 81 strings; the .9999 quantile at 80 degrees of freedom is 134.7. Ancestral sampling in T
     * steps changes two positions at once in a share of about 1 / T of cases, which many steps make too few to be seen.
     */
    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, 0",
        "MASKED, 1, 1",
        "MASKED, 2, 128",
        "MASKED, 4, 128",
        "UNIFORM, 2, 64",
        "UNIFORM, 4, 96",
        "HYBRID, 2, 96"
    })
    void ancestralSamplesHaveTheLawOfTheSource(ProcessKind kind, int block, int steps) {
        assertLaw(kind, block, SamplingSpec.ancestral(steps, 1, 1), SAMPLES);
    }

    /** The same on samples so many that errors of a few thousandths of a string's probability show. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"MASKED, 2, 256", "MASKED, 4, 256", "UNIFORM, 2, 96", "UNIFORM, 4, 128", "HYBRID, 2, 192"})
    void manyAncestralSamplesHaveTheLawOfTheSource(ProcessKind kind, int block, int steps) {
        assertLaw(kind, block, SamplingSpec.ancestral(steps, 1, 1), MANY);
    }

    /** E11: one token per call in random order is ancestral sampling with many steps. */
    @ParameterizedTest
    @CsvSource({"2", "4"})
    void e11FirstHittingSamplesHaveTheLawOfTheSource(int block) {
        assertLaw(ProcessKind.MASKED, block, ONE_BY_ONE, SAMPLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "left-to-right", "fixed-random", "permutation"})
    void anyOrderOneTokenAtATimeHasTheLawOfTheSource(String kind) {
        assertLaw(ProcessKind.MASKED, 4, SamplingSpec.ancestral(4, 1, 1).with(SamplerParts.selector(kind, 0)), SAMPLES);
    }

    /** With share 1 of the ancestral step a Psi-step is one. */
    @ParameterizedTest
    @CsvSource({"MASKED, 128", "UNIFORM, 64"})
    void psiSamplesHaveTheLawOfTheSource(ProcessKind kind, int steps) {
        assertLaw(kind, 2, SamplingSpec.ancestral(steps, 1, 1).with(new Mixing.Psi(1, 1, 0)), SAMPLES);
    }

    /** The corrector leaves the law at every time, so that with many steps the source's is drawn. */
    @Test
    void samplesRedrawnOnTheWayHaveTheLawOfTheSource() {
        Gibbs gibbs = new Gibbs(1, 1, Gibbs.Choice.UNIFORM, 1);
        assertLaw(ProcessKind.UNIFORM, 2, SamplingSpec.ancestral(128, 1, 1).with(gibbs), SAMPLES);
    }

    /** BlockGen's AR phase: the first tokens one by one, left to right, then blocks. */
    @ParameterizedTest
    @CsvSource({"MASKED, 128", "UNIFORM, 64"})
    void anArPhaseBeforeBlocksHasTheLawOfTheSource(ProcessKind kind, int steps) {
        assertLaw(kind, 2, SamplingSpec.ancestral(steps, 1, 1).withArTokens(2), SAMPLES);
    }

    /** Every token of the AR phase is one call, and a given one none; the blocks after it are drawn as ever. */
    @Test
    void anArPhaseTakesOneCallForEachToken() {
        SamplingSpec spec = ONE_BY_ONE.withArTokens(4).with(new Stopping(8, "", 0, 0));
        Sampler sampler = new Sampler(process(ProcessKind.MASKED, 4), spec, Sampler.Setup.of(8));
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4)))) {
            Calls calls = sampler.draw(oracle, 3, new Seeds(1), 0, Template.of(new int[] {2}), Watcher.NONE)
                    .get(0)
                    .calls();
            // a call of the phase reads the token before its own as well, which it commits, and so does the block's
            // first
            long rows = 3 * 2 + (1 + 4) + 3 * 4;
            long seen = (1 + 2) + (2 + 3) + (3 + 4) + (4 + 4 * 8) + 3 * (4 * 8);
            assertThat(calls).isEqualTo(new Calls(4, 3, 0, 0, 0, 0, 0, rows, seen));
        }
    }

    private static void assertLaw(ProcessKind kind, int block, SamplingSpec spec, int samples) {
        int[] counts = new int[81];
        for (DrawnSequence sample : draw(kind, block, spec, samples)) {
            int code = 0;
            for (int token : sample.tokens()) {
                code = 3 * code + token;
            }
            counts[code]++;
        }
        double chiSquare = 0;
        for (int code = 0; code < 81; code++) {
            int[] string = {code / 27, code / 9 % 3, code / 3 % 3, code % 3};
            double expected = samples * Math.exp(SOURCE.logLikelihood(string));
            chiSquare += (counts[code] - expected) * (counts[code] - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(134.7);
    }

    @Test
    void oneMaskedStepIgnoresWhatTokensSayAboutEachOther() {
        int[] pairs = new int[2];
        for (DrawnSequence sample : draw(ProcessKind.MASKED, 4, SamplingSpec.ancestral(1, 1, 1), 4_000)) {
            pairs[sample.tokens()[0] == 1 && sample.tokens()[1] == 1 ? 1 : 0]++;
        }
        double independent = Math.pow(share(1), 2);
        assertThat(pairs[1] / 4_000.0).isBetween(independent - .03, independent + .03);
    }

    private static double share(int symbol) {
        double share = 0;
        for (int other = 0; other < 3; other++) {
            share += Math.exp(SOURCE.logLikelihood(new int[] {other, symbol}));
        }
        return share;
    }

    /** Two blocks of two, three calls each; the first block goes in with the first call of the second. */
    @Test
    void countsEveryCallByItsRole() {
        Calls calls = draw(ProcessKind.UNIFORM, 2, SamplingSpec.ancestral(3, 1, 1), 5)
                .get(0)
                .calls();
        long rows = 3 * 2 + (2 + 2) + 2 * 2;
        long seen = 3 * 2 * 2 + (2 * 2 + 2 * 4) + 2 * (2 * 4);
        assertThat(calls).isEqualTo(new Calls(6, 0, 0, 0, 0, 0, 0, rows, seen));
        assertThat(draw(ProcessKind.AUTOREGRESSIVE, 0, SamplingSpec.ancestral(0, 1, 1), 5)
                        .get(0)
                        .calls())
                .isEqualTo(new Calls(0, 4, 0, 0, 0, 0, 0, 4, 1 + 2 + 3 + 4));
    }

    /** T (1 - (1 - 1/T)^n) calls on average, whatever the batch (Zheng et al., 2409.02908, for a batch of one). */
    @ParameterizedTest
    @CsvSource({"8, 1", "8, 16", "64, 16"})
    void callsTheNetworkOnlyAfterAChange(int steps, int batch) {
        List<DrawnSequence> samples = new ArrayList<>();
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4)))) {
            Sampler sampler = sampler(ProcessKind.MASKED, 4, SamplingSpec.ancestral(steps, 1, 1));
            for (int i = 0; i < 8_000; i += batch) {
                samples.addAll(sampler.draw(oracle, batch, new Seeds(11), i));
            }
        }
        double mean = samples.stream()
                .mapToLong(sample -> sample.calls().predicting())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(steps * (1 - Math.pow(1 - 1.0 / steps, 4)), within(0.04));
        assertThat(samples).allMatch(sample -> sample.calls().denoise() <= 4);
        assertThat(samples).anyMatch(sample -> sample.calls().reused() > 0);
    }

    @ParameterizedTest
    @CsvSource({"4, 8", "2, 32"})
    void aReusedPredictionChangesNoSample(int block, int steps) {
        GenerativeProcess process = process(ProcessKind.MASKED, block);
        SamplingSpec spec = SamplingSpec.ancestral(steps, 1, 1);
        try (Denoiser oracle = new OracleDenoiser(SOURCE, process)) {
            List<DrawnSequence> reusing =
                    new Sampler(process, spec, Sampler.Setup.of(LENGTH)).draw(oracle, 64, new Seeds(2), 0);
            List<DrawnSequence> asking = new Sampler(
                            process, spec, new Sampler.Setup(LENGTH, List.of(), List.of(), false))
                    .draw(oracle, 64, new Seeds(2), 0);
            for (int i = 0; i < 64; i++) {
                assertThat(reusing.get(i).tokens()).isEqualTo(asking.get(i).tokens());
                assertThat(reusing.get(i).calls().steps())
                        .isEqualTo(asking.get(i).calls().denoise());
            }
        }
    }

    @Test
    void aSequenceIsTheSameInEveryBatch() {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4))) {
            Sampler sampler = sampler(ProcessKind.MASKED, 2, SamplingSpec.ancestral(4, 1, 1));
            int[] together = sampler.draw(oracle, 5, new Seeds(1), 0).get(3).tokens();
            assertThat(sampler.draw(oracle, 1, new Seeds(1), 3).get(0).tokens()).isEqualTo(together);
        }
    }

    /** E14: with verification at every step but the last a block takes 2T - 1 calls, and T without a second call. */
    @ParameterizedTest
    @CsvSource({
        "NLL, 4, 0, 1, 7",
        "GAP, 4, 0, 1, 7",
        "AR_ENTROPY, 4, 0, 1, 7",
        "KL, 4, 0, 1, 7",
        "REVERSE_KL, 3, 0, 1, 5",
        "TOTAL_VARIATION, 2, 0, 1, 3",
        "ENTROPY, 4, 0, 1, 4",
        "CONFIDENCE, 4, 0, 1, 4",
        "MARGIN, 4, 0, 1, 4",
        "RANDOM, 4, 0, 1, 4",
        "NLL, 4, 1, 2, 5",
        "NLL, 4, 2, 1, 5",
        "NLL, 4, 0, 2, 6",
        "NLL, 1, 0, 1, 1"
    })
    void e14VerifiedCorrectionTakesSoManyCallsPerBlock(Arpc.Score score, int steps, int warmup, int period, int calls) {
        for (ProcessKind kind : List.of(ProcessKind.MASKED, ProcessKind.UNIFORM)) {
            Corrector arpc = new Arpc(score, Arpc.Rule.TOP, warmup, period);
            for (DrawnSequence sample :
                    draw(kind, 4, SamplingSpec.ancestral(steps, 1, 1).with(arpc), 20)) {
                // before the first correction all masks may be gone by chance, and then there is nothing to predict
                boolean fewer = kind == ProcessKind.MASKED && warmup + period > 1;
                assertThat(sample.calls().predicting()).isBetween(fewer ? 1L : calls, (long) calls);
                assertClean(sample);
            }
        }
    }

    /** Correction by what is likely left to right makes samples likelier than the source's own: it seeks modes. */
    @Test
    void correctionSeeksModes() {
        double truth = 0;
        for (int code = 0; code < 81; code++) {
            double log = SOURCE.logLikelihood(new int[] {code / 27, code / 9 % 3, code / 3 % 3, code % 3});
            truth -= Math.exp(log) * log;
        }
        double hard = nats(Arpc.Rule.TOP);
        double soft = nats(Arpc.Rule.PROPORTIONAL);
        assertThat(hard).isLessThan(truth - .2);
        assertThat(soft).isBetween(hard + .1, truth + .2);
    }

    private static double nats(Arpc.Rule rule) {
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(new Arpc(Arpc.Score.NLL, rule));
        return draw(ProcessKind.MASKED, 4, spec, 4_000).stream()
                .mapToDouble(sample -> -SOURCE.logLikelihood(sample.tokens()))
                .average()
                .orElseThrow();
    }

    /** Every kind of sampler leaves given tokens alone and fills in the others. */
    @Test
    void givenTokensStayWhereverTheyAre() {
        Template template = Template.of(new int[] {2, -1, 0, -1, -1, 2, 1, 1, -1});
        List<SamplingSpec> specs = new ArrayList<>();
        SamplingSpec plain = SamplingSpec.ancestral(4, 1, 1);
        for (Arpc.Score score : Arpc.Score.values()) {
            specs.add(plain.with(new Arpc(score, Arpc.Rule.TOP)));
            specs.add(plain.with(new Arpc(score, Arpc.Rule.PROPORTIONAL)));
        }
        specs.add(plain.with(new Remdm.Cap(.9, 1, 0)));
        specs.add(plain.with(new Corrector.SelfCorrection(128, 32, 1)));
        specs.add(ONE_BY_ONE);
        specs.add(plain.with(new ProposalRanking.Confidence(0)));
        for (SamplingSpec spec : specs) {
            SamplingSpec long12 = spec.with(new Stopping(12, "", 0, 0));
            Sampler sampler = new Sampler(process(ProcessKind.MASKED, 4), long12, Sampler.Setup.of(12));
            try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4))) {
                for (DrawnSequence sample : sampler.draw(oracle, 50, new Seeds(5), 0, template, Watcher.NONE)) {
                    assertClean(sample);
                    assertThat(sample.tokens()).hasSize(12);
                    assertThat(new int[] {
                                sample.tokens()[0],
                                sample.tokens()[2],
                                sample.tokens()[5],
                                sample.tokens()[6],
                                sample.tokens()[7]
                            })
                            .as(spec.toString())
                            .containsExactly(2, 0, 2, 1, 1);
                }
            }
        }
    }

    /** A prompt that fills blocks costs no call, and what follows it has the source's law given the prompt. */
    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, 0", "MASKED, 2"})
    void aPromptIsContinued(ProcessKind kind, int block) {
        Template template = Template.of(new int[] {0, 1, 1, 2, 1, 0});
        SamplingSpec spec = SamplingSpec.ancestral(kind == ProcessKind.MASKED ? 64 : 0, 1, 1)
                .with(new Stopping(8, "", 0, 0));
        int[] counts = new int[9];
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process(kind, block)))) {
            Sampler sampler = new Sampler(process(kind, block), spec, Sampler.Setup.of(8));
            for (DrawnSequence sample : sampler.draw(oracle, 20_000, new Seeds(6), 0, template, Watcher.NONE)) {
                counts[3 * sample.tokens()[6] + sample.tokens()[7]]++;
                assertThat(sample.calls().predicting()).isLessThanOrEqualTo(2);
            }
        }
        double[][] table = {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}};
        double chiSquare = 0;
        for (int code = 0; code < 9; code++) {
            double expected = 20_000 * table[0][code / 3] * table[code / 3][code % 3];
            chiSquare += (counts[code] - expected) * (counts[code] - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(32); // .9999 at 8 degrees of freedom
    }

    @Test
    void greedyTailTakesTheMostProbableTokensLast() {
        SamplingSpec greedy = SamplingSpec.ancestral(1, 1, 1)
                .with(new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST));
        for (ProcessKind kind : List.of(ProcessKind.MASKED, ProcessKind.UNIFORM)) {
            assertThat(draw(kind, 4, greedy, 30))
                    .allSatisfy(sample -> assertThat(sample.tokens()).containsOnly(mostProbable()));
        }
    }

    /** Duo's and ReMDM's tail: T steps as always, which draw, and behind them one call more. */
    @Test
    void aGreedyStepBehindTheOthersIsACallOfItsOwn() {
        SamplingSpec after = SamplingSpec.ancestral(1, 1, 1)
                .with(new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.AFTER));
        for (int steps : new int[] {1, 3}) {
            SamplingSpec spec = after.with(new StepPlan.Grid(steps));
            assertThat(draw(ProcessKind.UNIFORM, 4, spec, 30))
                    .allSatisfy(
                            sample -> assertThat(sample.calls().predicting()).isEqualTo(steps + 1));
        }
        // of masks next to none is left for the call behind the only step, so that tokens have the law that they are
        // drawn from: each place that of the source
        List<DrawnSequence> masked = draw(ProcessKind.MASKED, 4, after, 4000);
        double[] counts = new double[3];
        masked.forEach(sample -> counts[sample.tokens()[0]]++);
        for (int token = 0; token < 3; token++) {
            double p = share(token);
            assertThat(counts[token] / 4000).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 4000)));
        }
        assertThat(masked).allMatch(sample -> sample.calls().predicting() <= 2);
    }

    private static int mostProbable() {
        return IntStream.range(0, 3)
                .boxed()
                .max(Comparator.comparingDouble(SamplerTest::share))
                .orElseThrow();
    }

    /** Fast-dLLM's rules: a threshold above every probability is one token per call, one of nearly 0 a single call. */
    @ParameterizedTest
    @CsvSource({"threshold, 1, 4, 4", "threshold, .0001, 1, 1", "factor, .0001, 4, 4", "factor, 100, 1, 1"})
    void adaptiveSelectorsTakeAsManyCallsAsTheirBoundSays(String kind, double bound, int least, int most) {
        SamplingSpec spec = ancestralWith(new StepPlan.Adaptive(), SamplerParts.selector(kind, bound));
        assertThat(draw(ProcessKind.MASKED, 4, spec, 200))
                .allSatisfy(sample -> assertThat(sample.calls().predicting()).isBetween((long) least, (long) most));
    }

    private static SamplingSpec ancestralWith(StepPlan plan, Selector selector) {
        return new SamplingSpec(plan, Proposal.PLAIN, selector, new Corrector.None(), 0, Stopping.FIXED, "", 1, 1, 0);
    }

    /** Four tokens in two calls: whatever decides which come first, all four are there afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "confidence", "margin", "entropy", "left-to-right"})
    void quotasAreKept(String kind) {
        for (double temperature : new double[] {0, .5}) {
            SamplingSpec spec = ancestralWith(new StepPlan.Grid(2), SamplerParts.drawing(kind, temperature))
                    .with(Stopping.FIXED);
            for (DrawnSequence sample : draw(ProcessKind.MASKED, 4, spec, 50)) {
                assertThat(sample.calls().predicting()).isEqualTo(2);
                assertClean(sample);
            }
        }
    }

    @Test
    void sequencesEndWithTheirStopText() {
        SamplingSpec spec = SamplingSpec.ancestral(2, 1, 1).with(new Stopping(400, "ends", 0, 0));
        for (ProcessKind kind : List.of(ProcessKind.AUTOREGRESSIVE, ProcessKind.MASKED)) {
            int block = kind == ProcessKind.MASKED ? 2 : 0;
            Sampler sampler =
                    new Sampler(process(kind, block), spec, new Sampler.Setup(8, List.of(2, 2), List.of(), true));
            List<Integer> lengths = new ArrayList<>();
            try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(kind, block))) {
                for (DrawnSequence sample : sampler.draw(oracle, 200, new Seeds(3), 0)) {
                    int[] tokens = sample.tokens();
                    lengths.add(tokens.length);
                    assertThat(sample.ending()).isEqualTo(DrawnSequence.Ending.STOP);
                    assertThat(firstDouble(tokens)).isEqualTo(tokens.length - 2);
                }
            }
            assertThat(lengths.stream().distinct().count()).isGreaterThan(10);
        }
    }

    /** A stop text that begins in the prompt does not count, however the blocks lie. */
    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, 0", "MASKED, 1", "MASKED, 2", "MASKED, 4"})
    void aStopTextBeginsBehindThePrompt(ProcessKind kind, int block) {
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(new Stopping(400, "ends", 0, 0));
        Sampler sampler = new Sampler(process(kind, block), spec, new Sampler.Setup(8, List.of(1, 2), List.of(), true));
        Template prompt = Template.of(new int[] {0, 1, 2, 1});
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(kind, block))) {
            List<DrawnSequence> samples = sampler.draw(oracle, 200, new Seeds(3), 0, prompt, Watcher.NONE);
            assertThat(samples).anyMatch(sample -> sample.tokens()[4] == 2);
            assertThat(samples).allMatch(sample -> sample.tokens().length >= 6);
        }
    }

    /**
     * Four blocks of 4 behind a window of 8, one step each: rows of a block see 8 tokens at most, clean ones, read once
     * more with the first call of the next block, those up to themselves within the same 8.
     */
    @Test
    void keysAreCountedWithinTheWindow() {
        GenerativeProcess process = ProcessSpec.of(
                        ProcessKind.MASKED,
                        4,
                        null,
                        CleanRows.TOKEN_CAUSAL,
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        0,
                        0)
                .process(4, 3);
        SamplingSpec spec = SamplingSpec.ancestral(1, 1, 1).with(new Stopping(16, "", 0, 0));
        long first = 4 * 4;
        long second = (1 + 2 + 3 + 4) + 4 * 8;
        long later = (5 + 6 + 7 + 8) + 4 * 8;
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            DrawnSequence sample = new Sampler(process, spec, Sampler.Setup.of(8))
                    .draw(oracle, 1, new Seeds(1), 0)
                    .get(0);
            assertThat(sample.calls().queryTokens()).isEqualTo(4 + 3 * 8);
            assertThat(sample.calls().keyTokens()).isEqualTo(first + second + 2 * later);
        }
    }

    private static int firstDouble(int[] tokens) {
        for (int i = 0; i + 1 < tokens.length; i++) {
            if (tokens[i] == 2 && tokens[i + 1] == 2) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Where the last 256 tokens repeat themselves, a free sequence loses them, and one of fixed length is drawn anew.
     */
    @Test
    void sequencesThatRepeatThemselvesEnd() {
        SamplingSpec free = SamplingSpec.ancestral(2, 1, 1).with(new Stopping(1000, "never", 2, 0));
        Sampler.Setup setup = new Sampler.Setup(8, List.of(0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0), List.of(), true);
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 2))) {
            for (DrawnSequence sample :
                    new Sampler(process(ProcessKind.MASKED, 2), free, setup).draw(oracle, 3, new Seeds(3), 0)) {
                assertThat(sample.ending()).isEqualTo(DrawnSequence.Ending.ENTROPY);
                assertThat(sample.tokens()).hasSize(258 - 256);
            }
            SamplingSpec fixed = SamplingSpec.ancestral(2, 1, 1).with(new Stopping(300, "", 2, 2));
            List<DrawnSequence> again = new Sampler(process(ProcessKind.MASKED, 2), fixed, Sampler.Setup.of(8))
                    .draw(oracle, 3, new Seeds(3), 0);
            assertThat(again).hasSize(3).allSatisfy(sample -> {
                assertThat(sample.ending()).isEqualTo(DrawnSequence.Ending.ENTROPY);
                assertThat(sample.tokens().length).isEqualTo(258);
            });
        }
    }

    /** What a trace says happened ends in the sample, for samplers that take tokens back too. */
    @Test
    void tracesEndInTheSample() {
        for (SamplingSpec spec : List.of(
                SamplingSpec.ancestral(4, 1, 1),
                SamplingSpec.ancestral(4, 1, 1).with(new Arpc(Arpc.Score.NLL, Arpc.Rule.TOP)),
                SamplingSpec.ancestral(8, 1, 1).with(new Remdm.Rescale(.5, 1, 0)),
                SamplingSpec.ancestral(2, 1, 1).with(new Corrector.SelfCorrection(128, 32, 1)))) {
            SamplingSpec traced = new SamplingSpec(
                    spec.plan(), spec.proposal(), spec.selector(), spec.corrector(), 0, spec.stopping(), "", 1, 1, 10);
            for (ProcessKind kind : List.of(ProcessKind.MASKED, ProcessKind.UNIFORM)) {
                if (kind == ProcessKind.MASKED || !spec.corrector().ofMasks()) {
                    assertTraces(kind, traced);
                }
            }
        }
    }

    private static void assertTraces(ProcessKind kind, SamplingSpec traced) {
        int revoked = 0;
        for (DrawnSequence sample : draw(kind, 2, traced, 10)) {
            int[] rebuilt = new int[LENGTH];
            Arrays.fill(rebuilt, -1);
            for (TraceStep step : sample.steps()) {
                for (int i = 0; i < step.positions().size(); i++) {
                    rebuilt[step.positions().get(i)] = step.tokens().get(i);
                    revoked += step.role().equals("remask") ? 1 : 0;
                    assertThat(step.confidence().get(i)).isBetween(0.0, 1.0);
                }
            }
            for (int i = 0; i < LENGTH; i++) {
                boolean untouched = kind == ProcessKind.UNIFORM && rebuilt[i] == -1;
                assertThat(untouched || rebuilt[i] == sample.tokens()[i]).isTrue();
            }
        }
        assertThat(revoked > 0).isEqualTo(traced.corrector() instanceof Arpc);
    }

    private static void assertClean(DrawnSequence sample) {
        assertThat(Arrays.stream(sample.tokens())).allMatch(token -> token >= 0 && token < 3);
    }

    private static List<DrawnSequence> draw(ProcessKind kind, int block, SamplingSpec spec, int count) {
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process(kind, block)))) {
            List<DrawnSequence> samples = new ArrayList<>();
            while (samples.size() < count) {
                int batch = Math.min(200, count - samples.size());
                samples.addAll(sampler(kind, block, spec).draw(oracle, batch, new Seeds(11), samples.size()));
            }
            return samples;
        }
    }

    private static GenerativeProcess process(ProcessKind kind, int block) {
        return ProcessSpec.of(
                        kind,
                        block,
                        null,
                        CleanRows.BLOCK_CAUSAL,
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        0,
                        kind == ProcessKind.HYBRID ? .2 : 0)
                .process(block, 3);
    }

    private static Sampler sampler(ProcessKind kind, int block, SamplingSpec spec) {
        return new Sampler(process(kind, block), spec, Sampler.Setup.of(LENGTH));
    }
}
