package dev.dlmbench.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.compression.SequenceCoder.Coded;
import dev.dlmbench.compression.SequenceCoder.CodedSequence;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.SamplerParts;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.FollowedText;
import dev.dlmbench.sampling.OnePath;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.Remdm;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes of sequences along the paths of samplers, by networks with random weights and models known in closed form. */
class SequenceCoderTest {
    private static final int K = 11;
    private static final int LARGE = 1300; // so many that the engine keeps the logits
    private static final int N = 16;
    private static final double LN_2 = Math.log(2);
    private static final BackboneSpec SPEC = new BackboneSpec(2, 16, 2, 8, 0, false);
    private static final BackboneSpec TIMED = new BackboneSpec(1, 16, 2, 8, 0, true);

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    /** Every kind of process that has a code, with every form of sampler that has one path. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("ar", (IntFunction<GenerativeProcess>) Autoregressive::new, plain()),
                Arguments.of(
                        "ar at a temperature", (IntFunction<GenerativeProcess>) Autoregressive::new, at(plain(), .7)),
                Arguments.of(
                        "masked, left to right",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        sampler("left-to-right", N)),
                Arguments.of(
                        "masked, confidence",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        sampler("max-probability", 4)),
                Arguments.of(
                        "masked, margin", (IntFunction<GenerativeProcess>) k -> masked(k, N), sampler("margin", 5)),
                Arguments.of(
                        "masked, entropy", (IntFunction<GenerativeProcess>) k -> masked(k, N), sampler("entropy", 16)),
                Arguments.of(
                        "masked, bounded",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        bounded("max-threshold", .15)),
                Arguments.of(
                        "masked, entropy bound",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        at(bounded("entropy-bound", 1), 1.5)),
                Arguments.of(
                        "masked, fixed order",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        sampler("fixed-random", 6)),
                Arguments.of(
                        "ardm",
                        (IntFunction<GenerativeProcess>) k -> masked(k, N),
                        sampler("fixed-random", 5).with(new StepPlan.DynamicProgramming(5))),
                Arguments.of(
                        "blocks", (IntFunction<GenerativeProcess>) k -> masked(k, 4), sampler("max-probability", 2)),
                Arguments.of(
                        "blocks, permutation",
                        (IntFunction<GenerativeProcess>) k -> masked(k, 4),
                        sampler("permutation", 4)),
                Arguments.of(
                        "blocks, some tokens one by one",
                        (IntFunction<GenerativeProcess>) k -> masked(k, 4),
                        sampler("margin", 2).withArTokens(8)),
                Arguments.of("masked blocks of one", (IntFunction<GenerativeProcess>) k -> masked(k, 1), plain()),
                Arguments.of("uniform blocks of one", (IntFunction<GenerativeProcess>) k -> uniform(k, 1), plain()),
                Arguments.of("hybrid blocks of one", (IntFunction<GenerativeProcess>) k -> hybrid(k, 1), plain()));
    }

    /** Sequences of several lengths in batches that are not full, coded by a network whose weights are random. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everySequenceComesBackAndTheCodeIsAsLongAsTheModelSays(
            String name, IntFunction<GenerativeProcess> process, SamplingSpec sampling) {
        roundTrip(process.apply(K), sampling, SPEC, K);
    }

    /** One of each form, since each asks the engine in a way of its own. */
    static Stream<Arguments> forms() {
        List<String> some = List.of("ar", "masked, bounded", "masked, entropy bound", "ardm", "uniform blocks of one");
        return models().filter(model -> some.contains(model.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void everySequenceComesBackFromAVocabularyThatStaysWithTheEngine(
            String name, IntFunction<GenerativeProcess> process, SamplingSpec sampling) {
        roundTrip(process.apply(LARGE), sampling, SPEC, LARGE);
    }

    @Test
    void aNetworkThatSeesTheTimeIsToldTheSameTimes() {
        roundTrip(masked(K, N), sampler("margin", 5), TIMED, K);
        roundTrip(uniform(K, 1), plain(), TIMED, K);
    }

    private static void roundTrip(GenerativeProcess process, SamplingSpec sampling, BackboneSpec network, int tokens) {
        List<int[]> texts = texts(tokens);
        List<SequenceCondition> conditions = texts.stream()
                .map(text -> new SequenceCondition(Template.EMPTY, text.length))
                .toList();
        Coded coded;
        try (Denoiser denoiser = network(network, tokens)) {
            coded = coder(denoiser, process, sampling).encode(texts, conditions, done -> {});
        }
        try (Denoiser denoiser = network(network, tokens)) {
            assertThat(coder(denoiser, process, sampling).decode(coded.bytes(), conditions, done -> {}))
                    .usingRecursiveComparison()
                    .isEqualTo(texts);
        }
        double bits =
                coded.sequences().stream().mapToDouble(CodedSequence::nats).sum() / LN_2;
        long count = texts.stream().mapToLong(text -> text.length).sum();
        double rounding = -count * (Math.log1p(-tokens / Math.pow(2, 30)) + Math.log1p(-Math.pow(2, -26))) / LN_2;
        assertThat(8.0 * coded.bytes().length).isBetween(bits - 8, bits + rounding + 8 + 1e-6);
        for (CodedSequence each : coded.sequences()) {
            assertThat(8.0 * each.bytesAlone()).isBetween(each.nats() / LN_2 - 8, each.nats() / LN_2 + 9);
        }
    }

    /** What codes a text is what its exact likelihood is made of. */
    @ParameterizedTest
    @CsvSource({"left-to-right, 16", "max-probability, 4", "margin, 5", "entropy, 8", "fixed-random, 3"})
    void theNatsAreTheLikelihoodOfTheSampler(String selector, int steps) {
        MaskedDiffusion process = masked(K, N);
        List<int[]> texts = texts(K).stream().filter(text -> text.length == N).toList();
        List<SequenceCondition> conditions =
                texts.stream().map(text -> SequenceCondition.free(N)).toList();
        try (Denoiser denoiser = network(SPEC, K)) {
            SequenceCoder coder = coder(denoiser, process, sampler(selector, steps));
            List<Double> followed = coder.sampler().follow(denoiser, texts, 0).stream()
                    .map(FollowedText::nats)
                    .toList();
            List<CodedSequence> coded =
                    coder.encode(texts, conditions, done -> {}).sequences();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(coded.get(i).nats()).isCloseTo(followed.get(i), within(1e-5));
                assertThat(coded.get(i).calls().denoise()).isEqualTo(steps);
            }
        }
    }

    /** Under its own source a text costs minus the logarithm of its probability, whatever the order. */
    @ParameterizedTest
    @CsvSource({"0, left-to-right", "1, left-to-right", "4, margin", "8, fixed-random"})
    void aTextOfASourceIsAsLongAsItIsUnlikely(int block, String selector) {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .3, .4}});
        GenerativeProcess process = block == 0
                ? new Autoregressive(3)
                : new MaskedDiffusion(3, new Blocks(block, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        List<int[]> texts = IntStream.range(0, 12)
                .mapToObj(i -> source.draw(N, new Seeds(3).stream("text", i)))
                .toList();
        List<SequenceCondition> conditions =
                texts.stream().map(text -> SequenceCondition.free(N)).toList();
        double nats = -texts.stream().mapToDouble(source::logLikelihood).sum();
        try (Denoiser oracle = new OracleDenoiser(source, process)) {
            SequenceCoder coder = coder(oracle, process, sampler(selector, block)); // one by one, so that it is exact
            Coded coded = coder.encode(texts, conditions, done -> {});
            assertThat(coded.bytes().length * 8.0).isBetween(nats / LN_2 - 8, nats / LN_2 + 9);
            assertThat(coder.decode(coded.bytes(), conditions, done -> {}))
                    .usingRecursiveComparison()
                    .isEqualTo(texts);
        }
    }

    /** What is given costs nothing, and is there again. */
    @Test
    void whatIsGivenIsNotInTheCode() {
        int[] text = texts(K).get(0);
        SequenceCondition some = new SequenceCondition(Template.of(Arrays.copyOf(text, 10)), N);
        SequenceCondition all = new SequenceCondition(Template.of(text), N);
        for (GenerativeProcess process : List.of(new Autoregressive(K), masked(K, N), masked(K, 4), uniform(K, 1))) {
            try (Denoiser denoiser = network(SPEC, K)) {
                SequenceCoder coder = coder(denoiser, process, sampler("margin", 4));
                Coded coded = coder.encode(List.of(text), List.of(some), done -> {});
                assertThat(coder.decode(coded.bytes(), List.of(some), done -> {})
                                .get(0))
                        .containsExactly(text);
                assertThat(coded.bytes().length).isLessThan(10);
                assertThat(coder.encode(List.of(text), List.of(all), done -> {}).bytes())
                        .isEmpty();
            }
        }
    }

    /** Another model decodes to another text, and a code that was changed, too. */
    @Test
    void anotherModelAndAnotherCodeGiveAnotherText() {
        List<int[]> texts = List.of(texts(K).get(0), texts(K).get(1));
        List<SequenceCondition> conditions = List.of(SequenceCondition.free(N), SequenceCondition.free(N));
        try (Denoiser denoiser = network(SPEC, K);
                Denoiser other = new TableDenoiser(K, 1)) {
            SequenceCoder coder = coder(denoiser, masked(K, N), sampler("margin", 4));
            byte[] code = coder.encode(texts, conditions, done -> {}).bytes();
            SequenceCoder wrong = coder(other, masked(K, N), sampler("margin", 4));
            assertThat(tokens(wrong.decode(code, conditions, done -> {}))).isNotEqualTo(tokens(texts));
            for (int bit = 0; bit < 8 * code.length; bit += 5) {
                byte[] changed = code.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(tokens(coder.decode(changed, conditions, done -> {})))
                        .isNotEqualTo(tokens(texts));
            }
        }
    }

    /** Of all that has no code, why. */
    @Test
    void whatHasNoCodeIsRefused() {
        SamplingSpec ancestral = SamplingSpec.ancestral(4, 1, 1);
        assertRefused(masked(K, N), ancestral, "every position moves by chance");
        assertRefused(masked(K, N), ancestral.with(new PlaceOrder.RandomOrder()), "the order is drawn");
        assertRefused(masked(K, N), ancestral.with(SamplerParts.selector("confidence", 0)), "max-probability");
        assertRefused(masked(K, 1), ancestral.with((Corrector) new Remdm.Cap(.1, 1, 0)), "corrector");
        assertRefused(uniform(K, 4), ancestral, "only blocks of one token");
        assertRefused(hybrid(K, N), ancestral, "only blocks of one token");
        try (Denoiser denoiser = network(SPEC, K)) {
            SequenceCoder short2 =
                    coder(denoiser, masked(K, N), ancestral.with(new PlaceOrder.Permutation(List.of(1, 0))));
            assertThatThrownBy(() -> short2.encode(texts(K), conditions(), done -> {}))
                    .hasMessageContaining("its order has 2 places, and a block 16 tokens");
            assertThatThrownBy(() -> coder(denoiser, masked(K, N), sampler("margin", 2))
                            .encode(List.of(new int[] {K}), List.of(SequenceCondition.free(1)), done -> {}))
                    .hasMessageContaining("does not predict");
        }
    }

    private static List<SequenceCondition> conditions() {
        return texts(K).stream()
                .map(text -> SequenceCondition.free(text.length))
                .toList();
    }

    private static void assertRefused(BlockDiffusion process, SamplingSpec sampling, String why) {
        assertThat(OnePath.missing(process, OnePath.of(process, sampling))).contains(why);
        try (Denoiser denoiser = network(SPEC, K)) {
            assertThatThrownBy(() -> coder(denoiser, process, sampling).encode(texts(K), conditions(), done -> {}))
                    .hasMessageContaining(why);
        }
    }

    private static SequenceCoder coder(Denoiser denoiser, GenerativeProcess process, SamplingSpec sampling) {
        List<Double> losses = IntStream.range(0, N).mapToObj(i -> 3.0 / (1 + i)).toList();
        Sampler sampler =
                new Sampler(process, OnePath.of(process, sampling), new Sampler.Setup(N, List.of(), losses, true));
        return new SequenceCoder(denoiser, sampler, 3, new Seeds(0));
    }

    private static Denoiser network(BackboneSpec spec, int tokens) {
        return new NetworkDenoiser(
                new Backbone(session, RandomWeights.of(spec, tokens + 1, .4, 1)), CleanRows.BLOCK_CAUSAL);
    }

    /** Returns seven sequences, of which one is short and one is a single token. */
    private static List<int[]> texts(int tokens) {
        return IntStream.of(N, N, 9, N, N, N, 1)
                .mapToObj(length -> new Seeds(length)
                        .stream("tokens").ints(length, 0, tokens).toArray())
                .toList();
    }

    private static List<Integer> tokens(List<int[]> texts) {
        return texts.stream().flatMapToInt(Arrays::stream).boxed().toList();
    }

    private static SamplingSpec plain() {
        return SamplingSpec.ancestral(1, 1, 1);
    }

    private static SamplingSpec sampler(String selector, int steps) {
        return SamplingSpec.ancestral(steps, 1, 1).with(SamplerParts.selector(selector, 0));
    }

    private static SamplingSpec bounded(String selector, double bound) {
        SamplingSpec plain = SamplingSpec.ancestral(1, 1, 1);
        return new SamplingSpec(
                new StepPlan.Adaptive(),
                plain.proposal(),
                SamplerParts.selector(selector, bound),
                plain.corrector(),
                0,
                Stopping.FIXED,
                "",
                1,
                1,
                0);
    }

    private static SamplingSpec at(SamplingSpec sampling, double temperature) {
        return sampling.with(new Proposal(temperature, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER));
    }

    private static MaskedDiffusion masked(int tokens, int block) {
        return new MaskedDiffusion(tokens, new Blocks(block, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }

    private static InterpolatingDiffusion uniform(int tokens, int block) {
        return new InterpolatingDiffusion(
                tokens, new Blocks(block, CleanRows.BLOCK_CAUSAL), new UniformNoise(StandardSchedule.LINEAR));
    }

    private static InterpolatingDiffusion hybrid(int tokens, int block) {
        return new InterpolatingDiffusion(tokens, new Blocks(block, CleanRows.BLOCK_CAUSAL), new HybridNoise(.2));
    }
}
