package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.HeldLogits.Draws;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import dev.dlmbench.sampling.Proposal.Greedy;
import dev.dlmbench.sampling.Proposal.TopPRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine draws from logits that it holds is what is drawn from them on the host. */
class HeldDrawsTest {
    private static final int K = 1500;
    private static final int N = 16;
    private static final BackboneSpec SPEC = new BackboneSpec(1, 16, 2, 8, 0, false);

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static NetworkDenoiser network(int tokens, double spread) {
        return new NetworkDenoiser(
                new Backbone(session, RandomWeights.of(SPEC, tokens + 1, spread, 1)), CleanRows.TOKEN_CAUSAL);
    }

    private static HeldLogits held(Denoiser network) {
        network.open(1, N, N, N);
        int[] masks = new int[N];
        Arrays.fill(masks, K);
        return (HeldLogits) network.denoise(new int[1], new int[0], masks, new double[1], 0);
    }

    static Stream<Proposal> proposals() {
        return Stream.of(
                Proposal.PLAIN,
                new Proposal(.5, 0, 0, 1, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 40, 0, 1, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 1, 0, 1, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 2 * K, 0, 1, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 0, .1, 1, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 0, 0, .9, TopPRule.CROSSING, Greedy.NEVER),
                new Proposal(1, 0, 0, .9, TopPRule.BELOW, Greedy.NEVER),
                new Proposal(1, 0, 0, 1e-9, TopPRule.BELOW, Greedy.NEVER),
                new Proposal(1.3, 300, .02, .8, TopPRule.BELOW, Greedy.NEVER));
    }

    @ParameterizedTest
    @MethodSource("proposals")
    void theEngineDrawsAndMeasuresAsTheHostDoes(Proposal proposal) {
        SplittableRandom random = new SplittableRandom(1);
        int[] rows = IntStream.range(0, 400).map(i -> random.nextInt(N)).toArray();
        double[] uniforms = random.doubles(400).toArray();
        uniforms[0] = -1;
        uniforms[1] = 0;
        uniforms[2] = Math.nextDown(1.0);
        int[] ids = IntStream.range(0, 400).map(i -> random.nextInt(K + 1)).toArray();
        ids[0] = K;
        try (Denoiser network = network(K, .8);
                HeldLogits logits = held(network)) {
            float[] values = logits.values();
            Prediction prediction = new Prediction(K, proposal);
            for (Measure measure : Measure.values()) {
                Draws draws = logits.draw(proposal.distribution(), rows, uniforms, measure);
                for (int i = 0; i < rows.length; i++) {
                    int token = prediction.read(values, rows[i]).draw(uniforms[i]);
                    assertThat(draws.tokens()[i]).isEqualTo(token);
                    assertThat(draws.probabilities()[i]).isCloseTo(prediction.probability(token), within(1e-12));
                    double measured =
                            switch (measure) {
                                case NONE -> 0;
                                case MARGIN -> prediction.margin();
                                case ENTROPY -> prediction.entropy();
                                case MAXIMUM -> prediction.probability(prediction.best());
                            };
                    assertThat(draws.measures()[i]).isCloseTo(measured, within(1e-11));
                }
            }
            double[] probabilities = logits.probabilities(proposal.distribution(), rows, ids);
            for (int i = 0; i < rows.length; i++) {
                double expected = ids[i] == K
                        ? prediction.maskShare(values, rows[i])
                        : prediction.read(values, rows[i]).probability(ids[i]);
                assertThat(probabilities[i]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** A network whose weights are all 0 finds every token as likely: of equal ones a filter keeps the first. */
    @Test
    void ofEqualTokensTheFirstAreKept() {
        Proposal three = new Proposal(1, 3, 0, 1, TopPRule.CROSSING, Greedy.NEVER);
        double[] uniforms = {.1, .34, .99, -1};
        try (Denoiser network = network(K, 0);
                HeldLogits logits = held(network)) {
            Draws draws = logits.draw(three.distribution(), new int[4], uniforms, Measure.ENTROPY);
            assertThat(draws.tokens()).containsExactly(0, 1, 2, 0);
            assertThat(draws.probabilities()).containsOnly(new double[] {1 / 3.}, within(1e-12));
            assertThat(draws.measures()).containsOnly(new double[] {Math.log(3)}, within(1e-12));
        }
    }

    /** More rows than the engine looks at in one go. */
    @Test
    void rowsAreDrawnPieceByPiece() {
        SplittableRandom random = new SplittableRandom(2);
        int[] rows = IntStream.range(0, 3000).map(i -> random.nextInt(N)).toArray();
        double[] uniforms = random.doubles(3000).toArray();
        int[] ids = IntStream.range(0, 3000).map(i -> random.nextInt(K + 1)).toArray();
        try (Denoiser network = network(K, .8);
                HeldLogits logits = held(network)) {
            Prediction prediction = new Prediction(K, Proposal.PLAIN);
            Draws draws = logits.draw(Proposal.PLAIN.distribution(), rows, uniforms, Measure.NONE);
            double[] probabilities = logits.probabilities(Proposal.PLAIN.distribution(), rows, ids);
            for (int i = 0; i < rows.length; i++) {
                prediction.read(logits.values(), rows[i]);
                assertThat(draws.tokens()[i]).isEqualTo(prediction.draw(uniforms[i]));
                double expected =
                        ids[i] == K ? prediction.maskShare(logits.values(), rows[i]) : prediction.probability(ids[i]);
                assertThat(probabilities[i]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    private static SamplingSpec selecting(StepPlan plan, Selector selector) {
        return new SamplingSpec(plan, Proposal.PLAIN, selector, new Corrector.None(), 0, Stopping.FIXED, "", 1, 1, 0);
    }

    /** Over 1,500 tokens few draws are made here from the logits of a call, over 33,000 none. */
    static Stream<Arguments> samplers() {
        return IntStream.of(1_500, 33_000).boxed().flatMap(HeldDrawsTest::samplers);
    }

    private static Stream<Arguments> samplers(int tokens) {
        SamplingSpec ancestral = SamplingSpec.ancestral(3, 1, 1);
        Blocks blocks = new Blocks(4, CleanRows.TOKEN_CAUSAL);
        GenerativeProcess masked = new MaskedDiffusion(tokens, blocks, StandardSchedule.LINEAR);
        GenerativeProcess uniform =
                new InterpolatingDiffusion(tokens, blocks, new UniformNoise(StandardSchedule.LINEAR));
        GenerativeProcess hybrid = new InterpolatingDiffusion(tokens, blocks, new HybridNoise(.2));
        GenerativeProcess posterior = new InterpolatingDiffusion(
                tokens, blocks, new UniformNoise(StandardSchedule.LINEAR), Parameterization.POSTERIOR);
        Proposal tail = new Proposal(.9, 0, 0, .9, TopPRule.CROSSING, Greedy.LAST);
        Proposal weighed = new Proposal(1, 0, 0, 1, TopPRule.CROSSING, Greedy.LAST, Proposal.Tail.POSTERIOR);
        SamplingSpec low = selecting(new StepPlan.Grid(3), new ProposalRanking.LowConfidence(0))
                .with(tail);
        SamplingSpec bounded =
                selecting(new StepPlan.Adaptive(), new EntropyBound(15)).with(tail);
        SamplingSpec refined = selecting(new StepPlan.Cumulative(3), new BlockRefinement(.5, .0001));
        return Stream.of(
                Arguments.of("one by one", new Autoregressive(tokens), ancestral),
                Arguments.of("masked", masked, ancestral),
                Arguments.of("masked, with most steps idle", masked, SamplingSpec.ancestral(16, 1, 1)),
                Arguments.of("greedy at the end, in the nucleus", masked, ancestral.with(tail)),
                Arguments.of("first tokens one by one", masked, ancestral.withArTokens(4)),
                Arguments.of("uniform", uniform, ancestral),
                Arguments.of("uniform, from posteriors", posterior, ancestral),
                Arguments.of("hybrid", hybrid, ancestral.with(tail)),
                Arguments.of("weighed tail", uniform, ancestral.with(weighed)),
                Arguments.of(
                        "redrawn",
                        hybrid,
                        SamplingSpec.ancestral(6, 1, 1).with(new Gibbs(1, 2, Gibbs.Choice.MARGIN, 1))),
                Arguments.of("confidence", masked, selecting(new StepPlan.Grid(3), new ProposalRanking.Confidence(0))),
                Arguments.of("margin", masked, selecting(new StepPlan.Grid(3), new ProposalRanking.Margin(0))),
                Arguments.of("entropy", masked, selecting(new StepPlan.Grid(3), new ProposalRanking.Entropy(0))),
                Arguments.of(
                        "threshold", masked, selecting(new StepPlan.Adaptive(), new ProposalRanking.Threshold(.01))),
                Arguments.of("low confidence", masked, low),
                Arguments.of("entropy bound", masked, selecting(new StepPlan.Adaptive(), new EntropyBound(20))),
                Arguments.of("entropy bound, uniform", uniform, bounded),
                Arguments.of("entropy bound, hybrid", hybrid, bounded),
                Arguments.of("refined", uniform, refined),
                Arguments.of("until it is certain", uniform, refined.with(new EarlyEnd(1, 20))),
                Arguments.of("clean prediction", masked, ancestral.with(new Mixing.Psi(.5, 1, 0))),
                Arguments.of("taken back", masked, ancestral.with(new Remdm.Cap(.3, 1, 0))),
                Arguments.of("taken back by confidence", masked, ancestral.with(new Remdm.Confidence(.3, 1, 0))),
                Arguments.of("left to right informed", masked, ancestral.with(new Arpc(Arpc.Score.KL, Arpc.Rule.TOP))),
                Arguments.of("corrected in the end", hybrid, ancestral.with(new Corrector.SelfCorrection(128, 32, 1))));
    }

    /** The second sequence ends early, at a token that it is known to draw; some tokens are given. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("samplers")
    void samplesAndTheirCallsAreTheSameWhereverTheyAreDrawn(String name, GenerativeProcess process, SamplingSpec spec) {
        Template template = Template.of(new int[] {3, -1, -1, 5, -1});
        SamplingSpec free = spec.with(new Stopping(0, "its token", 0, 0));
        try (Denoiser network = network(process.tokens(), .8);
                HostDenoiser onHost = new HostDenoiser(network)) {
            List<DrawnSequence> whole = new Sampler(process, spec, Sampler.Setup.of(N))
                    .draw(onHost, 3, new Seeds(7), 0, template, Watcher.NONE);
            Sampler.Setup setup = new Sampler.Setup(N, List.of(whole.get(1).tokens()[9]), List.of(), true);
            Sampler sampler = new Sampler(process, free, setup);
            List<DrawnSequence> drawnHere = sampler.draw(onHost, 3, new Seeds(7), 0, template, Watcher.NONE);
            List<DrawnSequence> drawnThere = sampler.draw(network, 3, new Seeds(7), 0, template, Watcher.NONE);
            assertThat(onHost.fetched).as(name).isPositive();
            assertThat(drawnHere.get(1).tokens()).hasSizeBetween(6, 10);
            for (int i = 0; i < 3; i++) {
                assertThat(drawnThere.get(i).tokens())
                        .isEqualTo(drawnHere.get(i).tokens());
                assertThat(drawnThere.get(i).calls()).isEqualTo(drawnHere.get(i).calls());
            }
        }
    }

    /** Were the logits of every call kept, 30 draws would take 500 MiB. */
    @Tag("slow")
    @Test
    void logitsAreFreed() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/statm")), "SKIPPED: there is no /proc to read memory from");
        MaskedDiffusion process =
                new MaskedDiffusion(33_000, new Blocks(4, CleanRows.TOKEN_CAUSAL), StandardSchedule.LINEAR);
        Sampler sampler = new Sampler(process, SamplingSpec.ancestral(3, 1, 1), Sampler.Setup.of(N));
        try (Denoiser network = network(33_000, .8)) {
            for (int i = 0; i < 10; i++) {
                sampler.draw(network, 3, new Seeds(i), 0);
            }
            long before = resident();
            for (int i = 0; i < 30; i++) {
                sampler.draw(network, 3, new Seeds(i), 0);
            }
            assertThat(resident() - before).isLessThan(250L << 20);
        }
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]) * 4096;
    }

    /** Fetches all logits. */
    private static final class HostDenoiser implements Denoiser {
        private final Denoiser network;
        private int fetched;

        HostDenoiser(Denoiser network) {
            this.network = network;
        }

        @Override
        public int tokens() {
            return network.tokens();
        }

        @Override
        public boolean timed() {
            return network.timed();
        }

        @Override
        public double[] losses(LossInputs inputs) {
            return network.losses(inputs);
        }

        @Override
        public void open(int batch, int block, int window, int longest) {
            network.open(batch, block, window, longest);
        }

        @Override
        public void keep(int[] sequences) {
            network.keep(sequences);
        }

        @Override
        public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
            return fetched(network.denoise(sequences, finished, ids, alpha, start));
        }

        @Override
        public Logits next(int[] ids, int start) {
            return fetched(network.next(ids, start));
        }

        @Override
        public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
            return fetched(network.verify(sequences, candidate, noise, start));
        }

        private Logits fetched(Logits logits) {
            try (logits) {
                fetched += logits instanceof HeldLogits ? 1 : 0;
                return Logits.of(logits.values());
            }
        }

        @Override
        public void close() {}
    }
}
