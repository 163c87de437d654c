package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A language of two tokens, of which a text has one, and predictions that do not change over time: all integrals have a
 * closed form. With W = sum_v w_v p(v), a mask is revealed at the rate W / t, as v with probability w_v p(v) / W.
 */
class SoftMaskedDiffusionTest {
    private static final double STRENGTH = 4;
    private static final double[] SHARES = {.8, .2};
    private static final SoftMaskedDiffusion FREQUENCIES = soft(Importance.FREQUENCY, 1, SHARES);

    /** Of the text, .4 is less important than the frequent token, half of it itself, and .9 than the rare one. */
    private static final double[] EXPONENTS = {Math.pow(STRENGTH, .6), Math.pow(STRENGTH, .1)};

    private static SoftMaskedDiffusion soft(Importance by, int size, double... shares) {
        TokenShares text =
                TokenShares.of(shares.length, Arrays.stream(shares).boxed().toList());
        return new SoftMaskedDiffusion(text, new Blocks(size, CleanRows.BLOCK_CAUSAL), new SoftMaskSpec(by, STRENGTH));
    }

    /** A prediction by the clock. */
    private interface Predicted {
        double[] at(double clock);
    }

    /** Integrates the loss of a text of one token over times. */
    private static double loss(SoftMaskedDiffusion process, int token, Predicted predicted, boolean whole) {
        int[][] clean = {{token}};
        double sum = 0;
        int parts = 600;
        for (int part = 0; part < parts; part++) {
            double time = process.scoringTime((part + .5) / parts);
            double clock = process.clock(time);
            double[] p = predicted.at(clock);
            LossInputs inputs = masked(process, clean, time, whole);
            double[] noise = inputs.noise();
            double nats = -Math.log(p[token]);
            double mean = EXPONENTS[0] * p[0] + EXPONENTS[1] * p[1];
            double one = whole ? noise[0] * (noise[1] * nats + mean + noise[2]) : noise[0] * nats;
            sum += process.scoringWeight(time) / parts * Math.pow(clock, EXPONENTS[token]) * one;
        }
        return sum;
    }

    /** Returns inputs whose token is masked, unless that is so rare that it adds nothing. */
    private static LossInputs masked(SoftMaskedDiffusion process, int[][] clean, double time, boolean whole) {
        SplittableRandom random = new SplittableRandom(1);
        LossInputs inputs;
        int drawn = 0;
        do {
            inputs = whole
                    ? process.corrupt(clean, new double[] {time}, random)
                    : process.weighted(clean, new double[] {time}, random);
        } while (inputs.ids()[0] != 2 && drawn++ < 2000);
        return inputs;
    }

    @ParameterizedTest
    @CsvSource({"0, .5", "1, .5", "0, .8", "1, .8", "0, .3", "1, .3"})
    void theBoundAndTheScoreHaveTheirClosedForms(int token, double first) {
        double[] p = {first, 1 - first};
        double whole = EXPONENTS[0] * p[0] + EXPONENTS[1] * p[1];
        double bound = -Math.log(p[token]) + whole / EXPONENTS[token] - 1;
        double likelihood = -Math.log(p[token] * EXPONENTS[token] / whole);

        assertThat(loss(FREQUENCIES, token, clock -> p, true)).isCloseTo(bound, within(5e-3));
        assertThat(loss(FREQUENCIES, token, clock -> p, false)).isCloseTo(-Math.log(p[token]), within(5e-3));
        assertThat(bound).isGreaterThanOrEqualTo(likelihood);
    }

    /** The law of a token given that it is masked still gives every text its true likelihood. */
    @ParameterizedTest
    @CsvSource({"0", "1"})
    void theBoundOfTheExactPosteriorIsTheLikelihood(int token) {
        double[] q = {.7, .3};
        double bound = loss(FREQUENCIES, token, clock -> law(q, v -> Math.pow(clock, EXPONENTS[v])), true);
        assertThat(bound).isCloseTo(-Math.log(q[token]), within(5e-3));
    }

    /**
     * Of a text, the score of the marginal law is below the likelihood that the model then has. And the mean over the
     * language is below its entropy, which no mean likelihood is, for the law of the tokens that are revealed at each
     * clock: it is less by the information that the clock at which a token is revealed has of it.
     */
    @Test
    void theScoreIsNoBound() {
        double[] q = {.7, .3};
        double whole = EXPONENTS[0] * q[0] + EXPONENTS[1] * q[1];
        double likelihoodOfTheRare = -Math.log(q[1] * EXPONENTS[1] / whole);
        assertThat(loss(FREQUENCIES, 1, clock -> q, false)).isLessThan(likelihoodOfTheRare - .3);

        double mean = 0;
        double entropy = 0;
        for (int token = 0; token < 2; token++) {
            mean += q[token] * loss(FREQUENCIES, token, clock -> law(q, v -> density(clock, v)), false);
            entropy -= q[token] * Math.log(q[token]);
        }
        double information = information(q);
        assertThat(information).isGreaterThan(.02);
        assertThat(mean).isCloseTo(entropy - information, within(3e-3));
    }

    private static double density(double clock, int token) {
        return EXPONENTS[token] * Math.pow(clock, EXPONENTS[token] - 1);
    }

    private static double[] law(double[] q, IntToDoubleFunction factor) {
        double[] law = {q[0] * factor.applyAsDouble(0), q[1] * factor.applyAsDouble(1)};
        double sum = law[0] + law[1];
        return new double[] {law[0] / sum, law[1] / sum};
    }

    /** The mutual information of a token and the clock at which its mask is lifted, in nats. */
    private static double information(double[] q) {
        int parts = 100_000;
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            double clock = (part + .5) / parts;
            double any = q[0] * density(clock, 0) + q[1] * density(clock, 1);
            for (int token = 0; token < 2; token++) {
                double one = density(clock, token);
                sum += q[token] * one * Math.log(one / any) / parts;
            }
        }
        return sum;
    }

    /** Steps as short as need be reveal a token with probability w_v p(v) / W, and one step at once with p(v). */
    @Test
    void stepsRevealTokensAtTheirRates() {
        double[] p = {.6, .4};
        double whole = EXPONENTS[0] * p[0] + EXPONENTS[1] * p[1];
        assertThat(revealed(p, 4000)).isCloseTo(p[0] * EXPONENTS[0] / whole, within(1e-3));
        assertThat(revealed(p, 1)).isCloseTo(p[0], within(1e-12));
    }

    /** The probability that the first token is what a mask becomes in so many steps. */
    private static double revealed(double[] p, int steps) {
        double left = 1;
        double first = 0;
        for (int k = steps; k > 0; k--) {
            double[] stays = new double[2];
            for (int v = 0; v < 2; v++) {
                stays[v] = FREQUENCIES.stays(0, v, (double) k / steps, (k - 1.0) / steps);
            }
            first += left * p[0] * (1 - stays[0]);
            left *= p[0] * stays[0] + p[1] * stays[1];
        }
        assertThat(left).isZero();
        return first;
    }

    /** Time is the share of tokens that are masked, if exponents spread as they do over a large text. */
    @ParameterizedTest
    @CsvSource({".05", ".3", ".5", ".9"})
    void timeIsTheMeanShareOfMasks(double time) {
        SoftMaskedDiffusion process = soft(Importance.POSITION, 500, SHARES);
        int[][] clean = new int[40][500];
        double[] times = new double[40];
        Arrays.fill(times, time);
        long masked = Arrays.stream(
                        process.corrupt(clean, times, new SplittableRandom(1)).ids())
                .filter(id -> id == 2)
                .count();
        assertThat(masked / 20_000.0).isCloseTo(time, within(4 * Math.sqrt(time * (1 - time) / 20_000)));
    }

    @Test
    void importantTokensAreMaskedFirst() {
        TokenShares text = TokenShares.of(4, List.of(.5, .3, .15, .05));
        // -p ln p is .347, .361, .285, .150: a share of .05 is less important than the third token, .2 than the first
        assertThat(text.exponents(new SoftMaskSpec(Importance.FREQUENCY, 2), 8).of(new int[] {0, 1, 2, 3}, 0))
                .containsExactly(exponents(.25, .65, .875, .975), within(1e-12));
        assertThat(text.exponents(new SoftMaskSpec(Importance.ENTROPY, 2), 8).of(new int[] {0, 1, 2, 3}, 0))
                .containsExactly(exponents(.45, .85, .125, .025), within(1e-12));
        assertThat(text.exponents(new SoftMaskSpec(Importance.POSITION, 2), 4).of(new int[] {3, 3}, 1))
                .containsExactly(exponents(.375, .625), within(1e-12));
    }

    /** By hand: tf is 2/3, 1/3 and 2/3; a block of three has the tokens with probability 1 - (1 - p)^3. */
    @Test
    void importanceInABlockIsThatOfItsTokens() {
        TokenShares text = TokenShares.of(3, List.of(.5, .3, .2));
        // 2/3 * -ln(.657) = .280 for the second token, 1/3 * -ln(.488) = .239 for the third
        assertThat(text.exponents(new SoftMaskSpec(Importance.TF_IDF, 2), 3).of(new int[] {1, 2, 1}, 0))
                .containsExactly(exponents(2 / 3.0, 1 / 6.0, 2 / 3.0), within(1e-12));
        // entropy's terms are .361 and .322: .280 / .799 + .361 / 1.044 against .239 / .799 + .322 / 1.044
        assertThat(text.exponents(new SoftMaskSpec(Importance.RELEVANCE, 2), 3).of(new int[] {1, 2, 1}, 0))
                .containsExactly(exponents(2 / 3.0, 1 / 6.0, 2 / 3.0), within(1e-12));
    }

    /**
     * No block of 64 lacks a token of frequency .55 or .45, as far as numbers go: its idf is (1 - p)^64 to first order,
     * which is 6e-23 and 2e-17. So the second token is the more relevant of the two in any block; by entropy, whose
     * terms are .329 and .359, it is, too.
     */
    @ParameterizedTest
    @EnumSource(names = {"TF_IDF", "RELEVANCE"})
    void tokensThatNoBlockLacksAreOrderedStill(Importance by) {
        Exponents exponents = TokenShares.of(2, List.of(.55, .45)).exponents(new SoftMaskSpec(by, 2), 64);
        int[] block = IntStream.range(0, 64).map(i -> i % 2).toArray();
        double[] found = exponents.of(block, 0);
        assertThat(Arrays.copyOf(found, 2)).containsExactly(exponents(.25, .75), within(1e-12));
        assertThat(exponents.assumed()).containsExactly(exponents(.275, .775), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void aTextOfOneTokenHasOneImportance(Importance by) {
        double[] found = TokenShares.of(1, List.of(1.0))
                .exponents(new SoftMaskSpec(by, 2), 1)
                .of(new int[] {0}, 0);
        assertThat(found).containsExactly(exponents(.5), within(1e-12));
    }

    @Test
    void aLongBlockOfOneTokenHasOneImportance() {
        double[] found = TokenShares.of(1, List.of(1.0))
                .exponents(new SoftMaskSpec(Importance.RELEVANCE, 2), 64)
                .of(new int[64], 0);
        assertThat(found)
                .containsExactly(
                        DoubleStream.generate(() -> Math.sqrt(2)).limit(64).toArray(), within(1e-12));
    }

    private static double[] exponents(double... lessImportant) {
        return Arrays.stream(lessImportant).map(share -> Math.pow(2, 1 - share)).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void givenTokensAreNeitherMaskedNorWeighed(Importance by) {
        SoftMaskedDiffusion process = soft(by, 8, SHARES).given(3);
        LossInputs inputs =
                process.corrupt(new int[][] {{0, 1, 0, 1, 0, 0, 1, 1}}, new double[] {1}, new SplittableRandom(2));
        assertThat(IntStream.range(0, 8).filter(i -> inputs.ids()[i] == 2)).containsExactly(3, 4, 5, 6, 7);
        int width = inputs.loss().width();
        assertThat(Arrays.stream(inputs.noise()).limit(3L * width)).containsOnly(0.0);
    }

    @ParameterizedTest
    @CsvSource({"1", "0", "17"})
    void refusesAStrengthThatMasksAllAlikeOrTooMuch(double strength) {
        assertThatThrownBy(() -> new SoftMaskSpec(Importance.FREQUENCY, strength))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("process.softMask.strength must be above 1");
    }
}
