package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a clean token is likely to be given all that is seen, and given what is seen elsewhere: each by adding up all
 * texts of a source, by the source itself, and one from the other.
 */
class LeaveOneOutTest {
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(1, 3, 0.5, 3));
    private static final int K = 3;
    private static final int N = 4;
    private static final Offset<Double> DIGITS = within(1e-12);

    private static Stream<Arguments> noises() {
        return Stream.of(
                        new UniformNoise(StandardSchedule.LINEAR),
                        new UniformNoise(StandardSchedule.COSINE),
                        new HybridNoise(.4))
                .flatMap(noise -> Stream.of(.02, .3, .7, .98).map(time -> Arguments.of(noise, time)));
    }

    @ParameterizedTest
    @MethodSource("noises")
    void onlyTheSeenTokensLogitDiffersAndByTheEvidence(Noise noise, double time) {
        InterpolatingDiffusion process = process(noise);
        SplittableRandom random = new SplittableRandom(4);
        for (int draw = 0; draw < 20; draw++) {
            int[] seen = seen(noise, random);
            double[][] posterior = SOURCE.marginals(likelihoods(noise, time, seen), false);
            double[][] others = SOURCE.marginals(likelihoods(noise, time, seen), true);
            for (int i = 0; i < N; i++) {
                assertThat(posterior[i]).containsExactly(enumerated(noise, time, seen, i, false), DIGITS);
                assertThat(others[i]).containsExactly(enumerated(noise, time, seen, i, true), DIGITS);
                double evidence = process.evidence(seen[i], time);
                int token = Math.min(seen[i], K - 1); // of a mask any: it says nothing
                assertThat(Interpolation.leaveOneOut(posterior[i], token, evidence))
                        .containsExactly(others[i], DIGITS);
                assertThat(Interpolation.leaveOneOut(others[i], token, -evidence))
                        .containsExactly(posterior[i], DIGITS);
            }
        }
    }

    /** The exact source as a network whose output is the posterior, read by its process. */
    @ParameterizedTest
    @MethodSource("noises")
    void aProcessReadsAPosteriorAsTheLawWithoutTheState(Noise noise, double time) {
        InterpolatingDiffusion process = process(noise);
        int[] seen = seen(noise, new SplittableRandom(6));
        int[] both = new int[2 * N];
        System.arraycopy(seen, 0, both, 0, N);
        double[] alphas = {noise.alpha(time), noise.alpha(time / 2)};
        try (Denoiser network = process.reading(new OracleDenoiser(SOURCE, process))) {
            network.open(2, N, N, N);
            assertThat(network.timed()).isTrue();
            float[] logits = network.denoise(new int[] {0, 1}, new int[0], both, alphas, 0)
                    .values();
            for (int row = 0; row < 2; row++) {
                int[] own = Arrays.copyOfRange(both, row * N, (row + 1) * N);
                double at = row == 0 ? time : time / 2;
                for (int i = 0; i < N; i++) {
                    assertThat(softmax(logits, row * N + i))
                            .containsExactly(enumerated(noise, at, own, i, true), within(2e-6));
                }
            }
        }
    }

    @Test
    void aProcessReadsTheLawWithoutTheStateAsItIs() {
        InterpolatingDiffusion usual =
                new InterpolatingDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), new HybridNoise(.2));
        OracleDenoiser network = new OracleDenoiser(SOURCE, usual);
        assertThat(usual.reading(network)).isSameAs(network);
        assertThat(usual.observed(1, .5)).isZero();
        assertThat(process(new HybridNoise(.2)).given(1).observed(1, .5)).isPositive();
        assertThat(process(new HybridNoise(.2)).observed(K, .5)).isZero();
    }

    /** arXiv 2605.22765: ln(1 + K alpha / (1 - alpha)). */
    @ParameterizedTest
    @CsvSource({".5, 4", ".001, 50257", ".999, 50257", "1e-9, 27"})
    void uniformNoiseHasItsEvidenceInClosedForm(double alpha, int tokens) {
        assertThat(Interpolation.evidence(alpha, (1 - alpha) / tokens))
                .isCloseTo(Math.log1p(tokens * alpha / (1 - alpha)), within(1e-12));
    }

    @Test
    void evidenceGoesFromNothingToCertainty() {
        assertThat(Interpolation.evidence(0, .25)).isZero();
        assertThat(Interpolation.evidence(0, 0)).isZero();
        assertThat(Interpolation.evidence(.5, 0)).isInfinite().isPositive();
        assertThat(Interpolation.evidence(1 - 1e-12, 1e-12 / 50_257)).isBetween(38., 39.);
        assertThat(Interpolation.leaveOneOut(new double[] {.2, .3, .5}, 1, 0))
                .containsExactly(new double[] {.2, .3, .5}, DIGITS);
        assertThat(Interpolation.leaveOneOut(new double[] {.2, .3, .5}, 1, Double.POSITIVE_INFINITY))
                .containsExactly(new double[] {2. / 7, 0, 5. / 7}, DIGITS);
    }

    /** What nothing but noise can have moved is certain, and a reverse step leaves it whatever the prediction says. */
    @Test
    void withoutNoiseAStateStays() {
        InterpolatingDiffusion process = process(new UniformNoise(StandardSchedule.LINEAR));
        assertThat(process.evidence(1, 0)).isInfinite();
        assertThat(process.move(1, 0, 0, 0)).isEqualTo(Move.STAY);
        Logits certain =
                Logits.of(new float[] {1, 2, 3, 0}).minus(new int[] {2}, new double[] {Double.POSITIVE_INFINITY});
        assertThat(certain.values()).containsExactly(1, 2, Float.NEGATIVE_INFINITY, 0);
    }

    /** The same batch has the same losses by either output, from the source as from a network's program. */
    @Test
    void lossesKnowWhatTheOutputStandsFor() {
        Noise noise = new HybridNoise(.3);
        int[][] clean = {{0, 1, 2, 2}, {1, 1, 0, 2}};
        double[] times = {.2, .8};
        LossInputs asked = process(noise).corrupt(clean, times, new SplittableRandom(3));
        InterpolatingDiffusion usual = new InterpolatingDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), noise);
        LossInputs usually = usual.corrupt(clean, times, new SplittableRandom(3));
        assertThat(asked.noise()).isEqualTo(usually.noise());
        assertThat(asked.loss()).isNotEqualTo(usually.loss());
        assertThat(new OracleDenoiser(SOURCE, process(noise)).losses(asked))
                .containsExactly(new OracleDenoiser(SOURCE, usual).losses(usually), within(1e-10));
    }

    private static InterpolatingDiffusion process(Noise noise) {
        return new InterpolatingDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), noise, Parameterization.POSTERIOR);
    }

    private static int[] seen(Noise noise, SplittableRandom random) {
        return IntStream.range(0, N)
                .map(i -> random.nextInt(noise.masked(.5) > 0 ? K + 1 : K))
                .toArray();
    }

    /** The likelihood of each state under each clean token: {@code q(z | v) = alpha [z = v] + b_z}. */
    private static double[][] likelihoods(Noise noise, double time, int[] seen) {
        double[][] likelihoods = new double[N][K];
        for (int i = 0; i < N; i++) {
            for (int v = 0; v < K; v++) {
                double mass = seen[i] == K ? noise.masked(time) : noise.uniform(time) / K;
                likelihoods[i][v] = mass + (seen[i] == v ? noise.alpha(time) : 0);
            }
        }
        return likelihoods;
    }

    /** Adds up all texts, each with its probability and that of what is seen, at a position or not. */
    private static double[] enumerated(Noise noise, double time, int[] seen, int position, boolean without) {
        double[][] likelihoods = likelihoods(noise, time, seen);
        double[] law = new double[K];
        for (int[] text : texts()) {
            double weight = Math.exp(SOURCE.logLikelihood(text));
            for (int i = 0; i < N; i++) {
                weight *= without && i == position ? 1 : likelihoods[i][text[i]];
            }
            law[text[position]] += weight;
        }
        double whole = Arrays.stream(law).sum();
        return Arrays.stream(law).map(weight -> weight / whole).toArray();
    }

    private static List<int[]> texts() {
        return IntStream.range(0, (int) Math.pow(K, N))
                .mapToObj(number -> IntStream.range(0, N)
                        .map(i -> number / (int) Math.pow(K, i) % K)
                        .toArray())
                .toList();
    }

    private static double[] softmax(float[] logits, int row) {
        double[] weights = IntStream.range(0, K)
                .mapToDouble(v -> Math.exp(logits[row * (K + 1) + v]))
                .toArray();
        double whole = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / whole).toArray();
    }
}
