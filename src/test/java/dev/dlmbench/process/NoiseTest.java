package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules and noises against their formulas, their slopes against differences. */
class NoiseTest {
    private static final double H = 1e-6;
    private static final int DRAWS = 10_000;

    /** BD3-LM, table 8 and its code: rates t, 1 - cos(pi t / 2), t^2, sqrt(t), log2(1 + t). */
    @ParameterizedTest
    @CsvSource({
        "LINEAR, .25, .25",
        "COSINE, .5, .2928932188",
        "SQUARE, .3, .09",
        "SQUARE_ROOT, .49, .7",
        "LOGARITHMIC, .41421356237, .5"
    })
    void schedulesHaveThePapersRates(StandardSchedule schedule, double time, double rate) {
        assertThat(1 - schedule.alpha(time)).isCloseTo(rate, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void schedulesRunFromAllSignalToNone(StandardSchedule schedule) {
        assertThat(schedule.alpha(0)).isCloseTo(1, within(1e-12));
        assertThat(schedule.alpha(1)).isCloseTo(0, within(1e-12));
        for (double t = .05; t < 1; t += .1) {
            double difference = (schedule.alpha(t + H) - schedule.alpha(t - H)) / (2 * H);
            assertThat(schedule.slope(t)).as("slope at %s", t).isCloseTo(difference, within(1e-6));
            assertThat(schedule.slope(t)).isNegative();
        }
    }

    /** BD3-LM's weights of the loss: k t^(k-1) / rate, 1 / (rate ln 2 (1 + t)), sin(pi t / 2) (pi / 2) / rate. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR, .25, 4",
        "SQUARE, .5, 4",
        "SQUARE_ROOT, .25, 2",
        "LOGARITHMIC, .5, 1.6442023",
        "COSINE, .5, 3.7922379"
    })
    void schedulesHaveThePapersWeights(StandardSchedule schedule, double time, double weight) {
        assertThat(-schedule.slope(time) / (1 - schedule.alpha(time))).isCloseTo(weight, within(1e-6));
    }

    /** A quarter of what is noise are masks: the state that sampling starts from is one in a quarter of cases. */
    @Test
    void thePriorHasTheMasksAndTokensOfTheEndOfTime() {
        Noise quarter = new Noise() {
            @Override
            public double alpha(double t) {
                return 1 - t;
            }

            @Override
            public double slope(double t) {
                return -1;
            }

            @Override
            public double uniform(double t) {
                return .75 * t;
            }

            @Override
            public double uniformSlope(double t) {
                return .75;
            }

            @Override
            public double masked(double t) {
                return .25 * t;
            }

            @Override
            public double maskedSlope(double t) {
                return .25;
            }

            @Override
            public double end() {
                return 1e-3;
            }

            @Override
            public double factor() {
                return 1;
            }
        };
        assertThat(masksOfThePrior(quarter)).isCloseTo(.25, within(4 * Math.sqrt(.25 * .75 / DRAWS)));
        assertThat(masksOfThePrior(new HybridNoise(.2))).isEqualTo(1);
        assertThat(masksOfThePrior(new UniformNoise(StandardSchedule.LINEAR))).isEqualTo(0);
    }

    private static double masksOfThePrior(Noise noise) {
        InterpolatingDiffusion process = new InterpolatingDiffusion(4, new Blocks(1, CleanRows.BLOCK_CAUSAL), noise);
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, DRAWS)
                        .filter(i -> process.prior(random) == process.tokens())
                        .count()
                / (double) DRAWS;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .1, .2, .5})
    void hybridNoiseAddsUpAndHasItsSlopes(double share) {
        HybridNoise noise = new HybridNoise(share);
        assertThat(noise.uniform(.5)).as("share of uniform tokens halfway").isCloseTo(share, within(1e-12));
        for (double t = .05; t < 1; t += .1) {
            assertThat(noise.alpha(t) + noise.uniform(t) + noise.masked(t)).isCloseTo(1, within(1e-12));
            assertThat(noise.slope(t)).isCloseTo((noise.alpha(t + H) - noise.alpha(t - H)) / (2 * H), within(1e-6));
            assertThat(noise.uniformSlope(t))
                    .isCloseTo((noise.uniform(t + H) - noise.uniform(t - H)) / (2 * H), within(1e-6));
            assertThat(noise.maskedSlope(t))
                    .isCloseTo((noise.masked(t + H) - noise.masked(t - H)) / (2 * H), within(1e-6));
        }
    }

    /** GIDD: V = 5, p_u = .2, t = .5 gives B = .5, c = .25, alpha = .4, b = (.05, .05, .05, .05, .4). */
    @Test
    void hybridNoiseHasItsGoldenValues() {
        HybridNoise noise = new HybridNoise(.2);
        assertThat(noise.factor()).isCloseTo(.5, within(1e-12));
        assertThat(noise.alpha(.5)).isCloseTo(.4, within(1e-12));
        assertThat(noise.uniform(.5) / 4).isCloseTo(.05, within(1e-12));
        assertThat(noise.masked(.5)).isCloseTo(.4, within(1e-12));
    }

    /** GIDD's weights of the bound: 1 / (t (1 - t)) for a mask and 1 / (2 t (1 - t)) for a wrong token. */
    @ParameterizedTest
    @ValueSource(doubles = {.1, .35, .5, .9})
    void hybridRatesGiveThePapersWeights(double t) {
        HybridNoise noise = new HybridNoise(.3);
        double mask = Interpolation.rateInto(noise.masked(t), noise.maskedSlope(t), noise.alpha(t), noise.slope(t));
        assertThat(mask / noise.masked(t)).isCloseTo(1 / (t * (1 - t)), within(1e-9));
        double token =
                Interpolation.rateInto(noise.uniform(t) / 6, noise.uniformSlope(t) / 6, noise.alpha(t), noise.slope(t));
        assertThat(token / (noise.uniform(t) / 6)).isCloseTo(1 / (2 * t * (1 - t)), within(1e-9));
        double c = noise.factor() * Math.sqrt(t * (1 - t));
        double cSlope = (1 - 2 * t) / (2 * t * (1 - t)) * c;
        double right = (c + (1 - t) * cSlope) / 6 / ((1 - t) * (1 - t + c / 6));
        assertThat(token / (noise.alpha(t) + noise.uniform(t) / 6)).isCloseTo(right, within(1e-9));
    }
}
