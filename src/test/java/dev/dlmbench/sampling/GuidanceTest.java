package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.RememberingDenoiser;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.Interpolation;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.TopicsSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guided samplers with the exact conditionals in the network's place, against laws by enumeration: documents are a
 * label and three letters of two.
 */
class GuidanceTest {
    private static final TopicsSource SOURCE = source(false);
    private static final int K = 1 + 2 + 2;
    private static final int FIRST = 3; // the first letter
    private static final int LETTERS = 3;
    private static final int N = 1 + LETTERS;
    private static final int TEXTS = 8;
    private static final int SAMPLES = 8_000;
    private static final double LIMIT = 29.9; // .9999 of chi-square at 7 degrees of freedom
    private static final int LABEL = TopicsSource.label(0);

    private static TopicsSource source(boolean learnt) {
        return new TopicsSource(new CorpusSpec.Topics(2, 1, 2, .5, .7, .2, learnt, 5));
    }

    /** With g = 1 the law of the class is drawn, and with g = 0 that of all. */
    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, 1",
        "AUTOREGRESSIVE, 0, 0",
        "MASKED, 4, 1",
        "MASKED, 4, 0",
        "MASKED, 2, 0",
        "UNIFORM, 4, 1",
        "UNIFORM, 4, 0"
    })
    void theEndsAreTheLawsWithAndWithoutTheClass(ProcessKind kind, int block, double scale) {
        int steps = kind == ProcessKind.UNIFORM ? 96 : 4;
        SamplingSpec spec = SamplingSpec.ancestral(steps, 1, 1);
        spec = kind == ProcessKind.MASKED ? spec.with(new PlaceOrder.RandomOrder()) : spec;
        double[] law = new double[TEXTS];
        Arrays.setAll(
                law,
                code -> Math.exp(SOURCE.logLikelihood(document(scale == 1 ? LABEL : TopicsSource.NO_CLASS, code), 1)));
        assertThat(chiSquare(kind, block, spec, scale, law)).isLessThan(LIMIT);
    }

    /** Token by token p_c^g p_u^(1 - g), normalised at each token. */
    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, 0, .5", "AUTOREGRESSIVE, 0, 2", "MASKED, 1, 2", "MASKED, 1, 4"})
    void tokensOneByOneHaveTheTiltedLaw(ProcessKind kind, int block, double scale) {
        double[] law = orders(scale, List.of(List.of(1, 2, 3)));
        assertThat(chiSquare(kind, block, SamplingSpec.ancestral(1, 1, 1), scale, law))
                .isLessThan(LIMIT);
        double[] ofClass = orders(1, List.of(List.of(1, 2, 3)));
        assertThat(chiSquare(kind, block, SamplingSpec.ancestral(1, 1, 1), scale, ofClass))
                .isGreaterThan(LIMIT); // so that the tilt can be told from none
    }

    /** Masks are revealed one by one in any order, each from the tilted prediction. */
    @ParameterizedTest
    @CsvSource({".5", "2"})
    void masksInAnyOrderHaveTheMeanOfTheTiltedLaws(double scale) {
        List<List<Integer>> all = List.of(
                List.of(1, 2, 3),
                List.of(1, 3, 2),
                List.of(2, 1, 3),
                List.of(2, 3, 1),
                List.of(3, 1, 2),
                List.of(3, 2, 1));
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(new PlaceOrder.RandomOrder());
        assertThat(chiSquare(ProcessKind.MASKED, 4, spec, scale, orders(scale, all)))
                .isLessThan(LIMIT);
    }

    private static double[] orders(double scale, List<List<Integer>> orders) {
        double[] law = new double[TEXTS];
        for (List<Integer> order : orders) {
            for (int code = 0; code < TEXTS; code++) {
                int[] document = document(LABEL, code);
                int[] seen = {0, K, K, K};
                double probability = 1;
                for (int place : order) {
                    double[] guided = new double[K];
                    double[] ofClass = marginals(LABEL, seen, 1, 0)[place];
                    double[] ofAll = marginals(TopicsSource.NO_CLASS, seen, 1, 0)[place];
                    Arrays.setAll(guided, v -> Math.pow(ofClass[v], scale) * Math.pow(ofAll[v], 1 - scale));
                    probability *=
                            guided[document[place]] / Arrays.stream(guided).sum();
                    seen[place] = document[place];
                }
                law[code] += probability / orders.size();
            }
        }
        return law;
    }

    /**
     * The chain of all states with every step the product of the places' two posteriors, to the powers g and 1 - g,
     * normalised place by place; a Psi-step has share kappa of it, and else noise on the step to time 0.
     */
    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 3, 2, 1",
        "UNIFORM, 3, .5, 1",
        "UNIFORM, 2, 4, 1",
        "UNIFORM, 3, 2, .6",
        "UNIFORM, 2, 8, .6",
        "HYBRID, 3, 2, 1",
        "HYBRID, 2, 6, 1",
        "HYBRID, 3, 2, .6"
    })
    void stepsOfNoiseThatLooksLikeTokensAreMixedPosteriors(ProcessKind kind, int steps, double scale, double kappa) {
        BlockDiffusion process = (BlockDiffusion) process(kind, 4);
        SamplingSpec spec = SamplingSpec.ancestral(steps, 1, 1);
        double[] law = chain(process, steps, scale, kappa);
        assertThat(Arrays.stream(law).sum()).isBetween(.99, 1.0);
        assertThat(chiSquare(kind, 4, kappa == 1 ? spec : spec.with(new Mixing.Psi(kappa, 1, 0)), scale, law))
                .isLessThan(LIMIT);
    }

    private static double[] chain(BlockDiffusion process, int steps, double scale, double kappa) {
        int states = (int) Math.pow(K + 1, LETTERS);
        double[] law = new double[states];
        for (int code = 0; code < states; code++) {
            law[code] = 1;
            for (int state : digits(code)) {
                law[code] *= mass(process, 1)[state];
            }
        }
        for (int k = 0; k < steps; k++) {
            double time = 1 - k / (double) steps;
            double earlier = k == steps - 1 ? 0 : 1 - (k + 1) / (double) steps;
            double[] next = new double[states];
            for (int code = 0; code < states; code++) {
                if (law[code] > 0) {
                    spread(process, digits(code), law[code], time, earlier, scale, kappa, next);
                }
            }
            law = next;
        }
        double[] texts = new double[TEXTS];
        for (int code = 0; code < TEXTS; code++) {
            int[] document = document(LABEL, code);
            texts[code] = law[(document[1] * (K + 1) + document[2]) * (K + 1) + document[3]];
        }
        return texts;
    }

    private static void spread(
            BlockDiffusion process,
            int[] letters,
            double weight,
            double time,
            double earlier,
            double scale,
            double kappa,
            double[] next) {
        int[] seen = {0, letters[0], letters[1], letters[2]};
        double alpha = process.alpha(time);
        double other = process.uniform(time) / K;
        double[][] ofClass = marginals(LABEL, seen, alpha, other);
        double[][] ofAll = marginals(TopicsSource.NO_CLASS, seen, alpha, other);
        double[][] places = new double[LETTERS][];
        for (int i = 0; i < LETTERS; i++) {
            double[] step = mixed(process, letters[i], ofClass[i + 1], ofAll[i + 1], time, earlier, scale);
            double[] clean = mixed(process, letters[i], ofClass[i + 1], ofAll[i + 1], time, 0, scale);
            double[] noise = mass(process, earlier);
            double[] whole = new double[K + 1];
            Arrays.setAll(whole, v -> kappa * step[v] + (1 - kappa) * (process.alpha(earlier) * clean[v] + noise[v]));
            places[i] = whole;
        }
        for (int code = 0; code < next.length; code++) {
            int[] to = digits(code);
            next[code] += weight * places[0][to[0]] * places[1][to[1]] * places[2][to[2]];
        }
    }

    private static double[] mixed(
            BlockDiffusion process,
            int noisy,
            double[] ofClass,
            double[] ofAll,
            double time,
            double earlier,
            double scale) {
        double[] first = Interpolation.posterior(
                noisy,
                Arrays.copyOf(ofClass, K + 1),
                process.alpha(time),
                mass(process, time),
                process.alpha(earlier),
                mass(process, earlier));
        double[] second = Interpolation.posterior(
                noisy,
                Arrays.copyOf(ofAll, K + 1),
                process.alpha(time),
                mass(process, time),
                process.alpha(earlier),
                mass(process, earlier));
        double[] mixed = new double[K + 1];
        Arrays.setAll(
                mixed,
                v -> first[v] <= 1e-300 || second[v] <= 1e-300
                        ? 0
                        : Math.pow(first[v], scale) * Math.pow(second[v], 1 - scale));
        double whole = Arrays.stream(mixed).sum();
        return Arrays.stream(mixed).map(each -> each / whole).toArray();
    }

    private static double[] mass(BlockDiffusion process, double time) {
        double[] mass = new double[K + 1];
        Arrays.fill(mass, process.uniform(time) / K);
        mass[K] = process.masked(time);
        return mass;
    }

    /** What each token is likely to be behind a label, its own state left out, given states that are masks or noisy. */
    private static double[][] marginals(int label, int[] seen, double alpha, double other) {
        double[][] evidence = new double[N][K];
        evidence[0][label] = 1;
        for (int i = 1; i < N; i++) {
            Arrays.fill(evidence[i], seen[i] == K ? 1 : Math.max(other, Double.MIN_NORMAL));
            if (seen[i] != K) {
                evidence[i][seen[i]] += alpha;
            }
        }
        return SOURCE.marginals(evidence, true);
    }

    private static int[] digits(int code) {
        return new int[] {code / ((K + 1) * (K + 1)), code / (K + 1) % (K + 1), code % (K + 1)};
    }

    private static int[] document(int label, int code) {
        return new int[] {label, FIRST + code / 4, FIRST + code / 2 % 2, FIRST + code % 2};
    }

    /** A sequence that is guided takes two evaluations for one, and one at either end. */
    @ParameterizedTest
    @CsvSource({"0, 3, 0", "1, 3, 0", "2, 3, 3", ".5, 3, 3"})
    void evaluationsAreCountedByWhatTheyAreFor(double scale, int conditional, int unconditional) {
        SamplingSpec oneByOne = SamplingSpec.ancestral(4, 1, 1).with(new PlaceOrder.LeftToRight());
        for (DrawnSequence sample : draw(ProcessKind.MASKED, 4, guided(oneByOne, scale, 1, 0), 20)) {
            assertThat(sample.calls().denoise()).isEqualTo(conditional);
            assertThat(sample.calls().unconditional()).isEqualTo(unconditional);
            assertThat(sample.calls().predicting()).isEqualTo(conditional + unconditional);
            assertThat(sample.calls().steps()).isEqualTo(3);
        }
        for (DrawnSequence sample :
                draw(ProcessKind.AUTOREGRESSIVE, 0, guided(SamplingSpec.ancestral(1, 1, 1), scale, 1, 0), 20)) {
            assertThat(sample.calls().next()).isEqualTo(conditional);
            assertThat(sample.calls().unconditional()).isEqualTo(unconditional);
        }
    }

    /** Ten steps of which the window holds the later half, or the earlier: noise asks at each. */
    @ParameterizedTest
    @CsvSource({"1, .5, 5", ".5, 0, 5", "1, 0, 10", ".75, .25, 5"})
    void aWindowSaysWhenGuidanceActs(double from, double until, int unconditional) {
        for (DrawnSequence sample :
                draw(ProcessKind.UNIFORM, 4, guided(SamplingSpec.ancestral(10, 1, 1), 3, from, until), 5)) {
            assertThat(sample.calls().denoise()).isEqualTo(10);
            assertThat(sample.calls().unconditional()).isEqualTo(unconditional);
        }
    }

    /** Without strength a window takes the class away: one evaluation a step, whichever it is for. */
    @ParameterizedTest
    @CsvSource({"UNIFORM, 1, .5", "UNIFORM, .5, 0", "HYBRID, .75, .25", "MASKED, 1, .5"})
    void aWindowWithoutStrengthAsksOnce(ProcessKind kind, double from, double until) {
        for (DrawnSequence sample : draw(kind, 4, guided(SamplingSpec.ancestral(10, 1, 1), 0, from, until), 5)) {
            assertThat(sample.calls().denoise()).isBetween(1L, 10L);
            assertThat(sample.calls().unconditional()).isZero();
        }
    }

    /** In blocks both copies of a sequence commit what is finished, whether or not guidance acts there. */
    @Test
    void bothCopiesCommit() {
        SamplingSpec spec = SamplingSpec.ancestral(1, 1, 1).with(new PlaceOrder.LeftToRight());
        for (DrawnSequence sample : draw(ProcessKind.MASKED, 1, guided(spec, 2, 1, 0), 5)) {
            assertThat(sample.calls().denoise()).isEqualTo(3);
            assertThat(sample.calls().unconditional()).isEqualTo(3);
            assertThat(sample.calls().commit()).isZero();
            // three calls of two rows each for each copy: the token before, which is committed, and the one to draw
            assertThat(sample.calls().queryTokens()).isEqualTo(2 * 3 * 2);
        }
        // the window holds time 1 only where its end is beyond: blocks of one are drawn at time 1
        for (DrawnSequence sample : draw(ProcessKind.MASKED, 1, guided(spec, 2, .5, 0), 5)) {
            assertThat(sample.calls().unconditional()).isZero();
            assertThat(sample.calls().commit()).isEqualTo(3);
        }
    }

    /** By Bayes' rule the exact classifier's tilt is the ratio of the exact conditionals, so that both guide alike. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void anExactClassifierGuidesAsTheExactConditionalsDo(double scale) {
        GenerativeProcess process = process(ProcessKind.MASKED, 4);
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(new PlaceOrder.RandomOrder());
        double[] law = new double[TEXTS];
        List<List<Integer>> all = List.of(
                List.of(1, 2, 3),
                List.of(1, 3, 2),
                List.of(2, 1, 3),
                List.of(2, 3, 1),
                List.of(3, 1, 2),
                List.of(3, 2, 1));
        Arrays.setAll(law, code -> orders(scale, all)[code]);
        SamplingSpec guided = spec.with(new Guidance(Guidance.Kind.CLASSIFIER, scale, 1, 0, Guidance.DRAWN));
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(source(true), process))) {
            List<DrawnSequence> samples = new ArrayList<>();
            while (samples.size() < SAMPLES) {
                samples.addAll(sampler(process, guided)
                        .draw(oracle, 200, new Seeds(11), samples.size(), given(), Watcher.NONE));
            }
            assertThat(chiSquare(samples, law)).isLessThan(LIMIT);
            // three masks with two letters each, then two, then one
            assertThat(samples).allSatisfy(sample -> assertThat(sample.calls().classifier())
                    .isEqualTo(2 * (3 + 2 + 1)));
        }
    }

    /** Without strength nothing is asked of a classifier, and the prediction is the one without the class. */
    @Test
    void aClassifierWithoutStrengthTakesNoCalls() {
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1)
                .with(new PlaceOrder.LeftToRight())
                .with(new Guidance(Guidance.Kind.CLASSIFIER, 0, .5, 0, Guidance.DRAWN));
        List<DrawnSequence> free = draw(ProcessKind.MASKED, 4, guided(spec, 0, 1, 0), 20);
        List<DrawnSequence> drawn = draw(ProcessKind.MASKED, 4, spec, 20);
        for (int i = 0; i < 20; i++) {
            assertThat(drawn.get(i).calls().predicting()).isEqualTo(3);
            assertThat(drawn.get(i).tokens()).isEqualTo(free.get(i).tokens());
        }
    }

    /** The same sequence alone and beside others, under every sampler that goes with the noise. */
    @Test
    void guidedSequencesKeepTheirLabelAndAreTheSameInEveryBatch() {
        for (ProcessKind kind :
                List.of(ProcessKind.AUTOREGRESSIVE, ProcessKind.MASKED, ProcessKind.UNIFORM, ProcessKind.HYBRID)) {
            boolean blocks = kind != ProcessKind.AUTOREGRESSIVE;
            for (SamplingSpec spec : blocks ? samplers(kind) : List.of(SamplingSpec.ancestral(1, 1, 1))) {
                for (double until : blocks ? new double[] {0, .5} : new double[] {0}) {
                    GenerativeProcess process = process(kind, blocks ? 4 : 0);
                    Sampler sampler = sampler(process, guided(spec, 2, 1, until).with(new Stopping(8, "", 0, 0)));
                    try (Denoiser oracle = new OracleDenoiser(SOURCE, process)) {
                        List<DrawnSequence> together = sampler.draw(oracle, 3, new Seeds(2), 0, given(), Watcher.NONE);
                        int[] alone = sampler.draw(oracle, 1, new Seeds(2), 2, given(), Watcher.NONE)
                                .get(0)
                                .tokens();
                        assertThat(together.get(2).tokens())
                                .as(kind + " " + spec)
                                .isEqualTo(alone);
                        assertThat(alone).hasSize(8).startsWith(LABEL).doesNotContain(K);
                    }
                }
            }
        }
    }

    private static List<SamplingSpec> samplers(ProcessKind kind) {
        SamplingSpec plain = SamplingSpec.ancestral(3, 1, 1);
        List<SamplingSpec> all = new ArrayList<>(List.of(
                plain,
                plain.with(new Mixing.Psi(.5, 1, 0)),
                plain.with(new Arpc(Arpc.Score.NLL, Arpc.Rule.TOP)),
                plain.with(new Corrector.SelfCorrection(5, 2, 1)),
                plain.with(new EarlyEnd(1, .6)),
                plain.withArTokens(4)));
        for (Proposal.Tail tail : Proposal.Tail.values()) {
            all.add(plain.with(new Proposal(.9, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST, tail)));
        }
        if (kind == ProcessKind.MASKED) {
            all.add(plain.with(new ProposalRanking.Confidence(0)));
            all.add(plain.with(new Remdm.Confidence(.9, 1, 0)));
        } else {
            all.add(plain.with(new Gibbs(1, 1, Gibbs.Choice.MARGIN, 1)));
        }
        return all;
    }

    private static double chiSquare(ProcessKind kind, int block, SamplingSpec spec, double scale, double[] law) {
        return chiSquare(draw(kind, block, guided(spec, scale, 1, 0), SAMPLES), law);
    }

    private static double chiSquare(List<DrawnSequence> samples, double[] law) {
        int[] counts = new int[TEXTS];
        for (DrawnSequence sample : samples) {
            int code = 0;
            for (int i = 1; i < N; i++) {
                code = 2 * code + sample.tokens()[i] - FIRST;
            }
            assertThat(code).isBetween(0, TEXTS - 1);
            counts[code]++;
        }
        return IntStream.range(0, TEXTS)
                .mapToDouble(code -> {
                    double expected = samples.size() * law[code];
                    return (counts[code] - expected) * (counts[code] - expected) / expected;
                })
                .sum();
    }

    private static SamplingSpec guided(SamplingSpec spec, double scale, double from, double until) {
        return spec.with(new Guidance(Guidance.Kind.CLASSIFIER_FREE, scale, from, until, Guidance.DRAWN));
    }

    private static Template given() {
        return Template.of(new int[] {LABEL});
    }

    private static List<DrawnSequence> draw(ProcessKind kind, int block, SamplingSpec spec, int count) {
        GenerativeProcess process = process(kind, block);
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process))) {
            List<DrawnSequence> samples = new ArrayList<>();
            while (samples.size() < count) {
                int batch = Math.min(200, count - samples.size());
                samples.addAll(sampler(process, spec)
                        .draw(oracle, batch, new Seeds(11), samples.size(), given(), Watcher.NONE));
            }
            return samples;
        }
    }

    private static Sampler sampler(GenerativeProcess process, SamplingSpec spec) {
        return new Sampler(process, spec, new Sampler.Setup(N, List.of(), List.of(), true, 3, List.of()));
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
                .process(block, K);
    }
}
