package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.UncachedDenoiser;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sequences owe to those beside them, and to the cache. */
class InvarianceTest {
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

    private static DecodingSetup setup(ProcessSpec process, int block, SamplingSpec sampling) {
        return new DecodingSetup("", SPEC, process, block, V - 1, N, TestEngine.SPEC, sampling, Sampler.Setup.of(N));
    }

    private static Denoiser network() {
        return new NetworkDenoiser(new Backbone(session, RandomWeights.of(SPEC, V, .8, 1)), CleanRows.TOKEN_CAUSAL);
    }

    /** A network of sharp predictions, whose tokens rounding hardly ever changes. */
    @ParameterizedTest
    @CsvSource({"0, false", "4, false", "16, false", "4, true"})
    void aSmallNetworkIsAllButInvariant(int block, boolean verifying) {
        ProcessSpec process = block == 0 ? new AutoregressiveSpec() : ProcessSpec.of(ProcessKind.MASKED, block);
        SamplingSpec plain = SamplingSpec.ancestral(block == 0 ? 0 : 4, 1, 1);
        SamplingSpec sampling = verifying ? plain.with(new Arpc(Arpc.Score.NLL, Arpc.Rule.TOP)) : plain;
        try (Denoiser network = network()) {
            Invariance.Shares shares =
                    new Invariance(setup(process, block, sampling), 6, Optional.empty()).measure(network);
            assertHardly(shares.ofBatch());
            assertHardly(shares.ofCache().orElseThrow());
        }
    }

    private static void assertHardly(double[] shares) {
        assertThat(shares).hasSize(6);
        assertThat(Arrays.stream(shares).filter(share -> share == 0).count()).isGreaterThanOrEqualTo(4);
    }

    /** Logits with a cache and without are the same up to rounding, call by call. */
    @Test
    void whatIsComputedAnewIsWhatWasKept() {
        int[] first = {1, 2, 3, 4, 5, 6, 7, 0};
        int[] second = {2, 2, 8, 8, 8, 8, 1, 1};
        try (Denoiser cached = network();
                Denoiser anew = new UncachedDenoiser(network())) {
            for (Denoiser denoiser : List.of(cached, anew)) {
                denoiser.open(2, 4, N, N);
            }
            int[] both = {0, 1};
            double[] alpha = {.5, .5};
            compare(
                    cached.denoise(both, new int[0], second, alpha, 0),
                    anew.denoise(both, new int[0], second, alpha, 0));
            compare(cached.denoise(both, first, second, alpha, 4), anew.denoise(both, first, second, alpha, 4));
            compare(cached.denoise(both, second, first, alpha, 8), anew.denoise(both, second, first, alpha, 8));
            int[] one = {1};
            int[] block = {3, 8, 8, 1};
            compare(
                    cached.denoise(one, new int[0], block, new double[] {.5}, 8),
                    anew.denoise(one, new int[0], block, new double[] {.5}, 8));
            int[] noise = {8, 8, 8, 8};
            compare(cached.verify(one, block, noise, 8), anew.verify(one, block, noise, 8));
        }
    }

    private static void compare(Logits some, Logits others) {
        float[] one = some.values();
        float[] other = others.values();
        assertThat(one).hasSameSizeAs(other);
        for (int i = 0; i < one.length; i++) {
            if (i % V < V - 1) { // the mask's own means nothing
                assertThat(one[i]).isCloseTo(other[i], within(1e-4f));
            }
        }
    }

    /** A model that predicts by how many it is asked for at once depends on the batch wholly. */
    @Test
    void aModelThatCountsItsBatchIsFoundOut() {
        SamplingSpec sampling = SamplingSpec.ancestral(4, 1, 1);
        DecodingSetup setup = setup(ProcessSpec.of(ProcessKind.MASKED, 4), 4, sampling);
        try (Denoiser counting = new CountingDenoiser()) {
            Invariance.Shares shares = new Invariance(setup, 3, Optional.empty()).measure(counting);
            assertThat(shares.ofBatch()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void placesBehindTheEndOfOneDiffer() {
        assertThat(Invariance.share(new int[] {9, 1, 2, 3}, new int[] {9, 1, 4}, 1))
                .isEqualTo(2. / 3);
        assertThat(Invariance.share(new int[] {9}, new int[] {9}, 1)).isZero();
    }

    /** Is certain of the token that is as large as the number of sequences asked for. */
    private static final class CountingDenoiser implements Denoiser {
        private int batch;

        @Override
        public int tokens() {
            return V - 1;
        }

        @Override
        public boolean timed() {
            return false;
        }

        @Override
        public double[] losses(LossInputs inputs) {
            throw new UnsupportedOperationException("it only draws");
        }

        @Override
        public void open(int sequences, int block, int window, int maxLength) {
            batch = sequences;
        }

        @Override
        public void keep(int[] sequences) {
            // it counts those that it began with
        }

        @Override
        public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
            float[] logits = new float[ids.length * V];
            for (int i = 0; i < ids.length; i++) {
                logits[i * V + batch] = 100;
            }
            return Logits.of(logits);
        }

        @Override
        public Logits next(int[] ids, int start) {
            throw new UnsupportedOperationException("it knows blocks");
        }

        @Override
        public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
            throw new UnsupportedOperationException("it is not verified");
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
