package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UncachedDenoiser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samplers on a real network. */
class NetworkSamplingTest {
    private static final int V = 9;
    private static final int N = 16;
    private static final BackboneSpec SPEC = new BackboneSpec(2, 16, 2, 8, 0, false);

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static NetworkDenoiser network() {
        return network(CleanRows.BLOCK_CAUSAL);
    }

    private static NetworkDenoiser network(CleanRows cleanRows) {
        return new NetworkDenoiser(new Backbone(session, RandomWeights.of(SPEC, V, 0.8, 1)), cleanRows);
    }

    private static MaskedDiffusion masked(int block) {
        return masked(block, CleanRows.BLOCK_CAUSAL);
    }

    private static MaskedDiffusion masked(int block, CleanRows cleanRows) {
        return new MaskedDiffusion(V - 1, new Blocks(block, cleanRows), StandardSchedule.LINEAR);
    }

    /** Many steps, so that most change nothing; whichever sequences share a call, every sample keeps its bits. */
    @ParameterizedTest
    @CsvSource({"16, 64, 1", "4, 32, 1", "16, 64, 8", "4, 32, 8"})
    void aReusedPredictionChangesNoSample(int block, int steps, int batch) {
        SamplingSpec spec = SamplingSpec.ancestral(steps, 1, 1);
        try (NetworkDenoiser network = network()) {
            List<DrawnSequence> reusing =
                    new Sampler(masked(block), spec, Sampler.Setup.of(N)).draw(network, batch, new Seeds(1), 0);
            List<DrawnSequence> asking = new Sampler(
                            masked(block), spec, new Sampler.Setup(N, List.of(), List.of(), false))
                    .draw(network, batch, new Seeds(1), 0);
            for (int i = 0; i < batch; i++) {
                assertThat(reusing.get(i).tokens()).isEqualTo(asking.get(i).tokens());
                assertThat(reusing.get(i).calls().predicting()).isLessThanOrEqualTo(N);
                assertThat(asking.get(i).calls().predicting()).isGreaterThan(N);
            }
        }
    }

    /** What the AR phase draws is what blocks of one token draw; then the blocks go on. */
    @Test
    void theArPhaseDrawsAsBlocksOfOneTokenDo() {
        SamplingSpec greedy = SamplingSpec.ancestral(2, 1, 1)
                .with(new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.ALWAYS));
        try (NetworkDenoiser network = network(CleanRows.TOKEN_CAUSAL)) {
            Sampler oneByOne = new Sampler(masked(1, CleanRows.TOKEN_CAUSAL), greedy, Sampler.Setup.of(N));
            Sampler phased =
                    new Sampler(masked(4, CleanRows.TOKEN_CAUSAL), greedy.withArTokens(8), Sampler.Setup.of(N));
            Template template = Template.of(new int[] {3});
            int[] expected = oneByOne.draw(network, 1, new Seeds(1), 0, template, Watcher.NONE)
                    .get(0)
                    .tokens();
            int[] drawn = phased.draw(network, 1, new Seeds(1), 0, template, Watcher.NONE)
                    .get(0)
                    .tokens();
            assertThat(Arrays.copyOf(drawn, 8)).isEqualTo(Arrays.copyOf(expected, 8));
            assertThat(drawn).hasSize(N).doesNotContain(V - 1);
        }
    }

    /**
     * Both copies of a guided sequence have their own keys and values, which outlive blocks, and sequences that leave:
     * what is drawn is what is drawn with all of it computed anew, and beside other sequences.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "4, .5", "16, 0"})
    void guidedSamplesAreTheSameWithTheCacheAndInBatches(int block, double until) {
        Guidance guidance = new Guidance(Guidance.Kind.CLASSIFIER_FREE, 2.5, 1, until, Guidance.DRAWN);
        GenerativeProcess process = block == 0 ? new Autoregressive(V - 1) : masked(block);
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(guidance);
        Sampler sampler = new Sampler(process, spec, new Sampler.Setup(N, List.of(), List.of(), true, 3, List.of()));
        List<SequenceCondition> asked = List.of(
                new SequenceCondition(Template.of(new int[] {1}), N),
                new SequenceCondition(Template.of(new int[] {2}), N / 2),
                new SequenceCondition(Template.of(new int[] {2}), N));
        try (NetworkDenoiser network = network()) {
            List<DrawnSequence> drawn = sampler.draw(network, asked, new Seeds(4), 0, Watcher.NONE);
            List<DrawnSequence> anew =
                    sampler.draw(new UncachedDenoiser(network), asked, new Seeds(4), 0, Watcher.NONE);
            List<DrawnSequence> unguided = new Sampler(
                            process,
                            spec.with(Guidance.NONE),
                            new Sampler.Setup(N, List.of(), List.of(), true, 3, List.of()))
                    .draw(network, asked, new Seeds(4), 0, Watcher.NONE);
            for (int i = 0; i < 3; i++) {
                int[] alone = sampler.draw(network, List.of(asked.get(i)), new Seeds(4), i, Watcher.NONE)
                        .get(0)
                        .tokens();
                assertThat(drawn.get(i).tokens()).isEqualTo(alone);
                assertThat(anew.get(i).tokens()).isEqualTo(alone);
            }
            assertThat(drawn.get(0).tokens()).isNotEqualTo(unguided.get(0).tokens());
        }
    }

    @Test
    void sequencesOutgrowTheModelsOwnLength() {
        SamplingSpec spec = SamplingSpec.ancestral(2, 1, 1).with(new Stopping(20 * N, "", 0, 0));
        for (GenerativeProcess process : List.of(masked(4), new Autoregressive(V - 1))) {
            try (NetworkDenoiser network = network()) {
                for (DrawnSequence sample :
                        new Sampler(process, spec, Sampler.Setup.of(N)).draw(network, 3, new Seeds(1), 0)) {
                    assertThat(sample.tokens()).hasSize(20 * N);
                    assertThat(sample.tokens()).doesNotContain(V - 1);
                }
            }
        }
    }

    /** Resident memory after the last 8,000 of 10,000 samples is what it was before them, but for a few MiB. */
    @Tag("slow")
    @Test
    void memoryDoesNotGrowWithTheNumberOfSamples() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/statm")), "SKIPPED: there is no /proc to read memory from");
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1);
        List<Long> resident = new ArrayList<>();
        try (NetworkDenoiser network = network()) {
            Sampler sampler = new Sampler(masked(4), spec, Sampler.Setup.of(N));
            for (int drawn = 0; drawn < 10_000; drawn += 100) {
                assertThat(sampler.draw(network, 100, new Seeds(1), drawn)).hasSize(100);
                if (drawn % 2_000 == 1_900) {
                    System.gc();
                    resident.add(resident());
                }
            }
        }
        assertThat(resident).hasSize(5);
        assertThat(resident.get(4) - resident.get(0)).isLessThan(24L << 20);
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]) * 4096;
    }
}
