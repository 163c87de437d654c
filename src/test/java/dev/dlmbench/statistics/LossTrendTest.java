package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up curves whose law is known; time runs from 0 to 1 over the training. */
class LossTrendTest {
    private static double constant(double time) {
        return 1;
    }

    /** Falls to a tenth along half a cosine. */
    private static double cosine(double time) {
        return 0.1 + 0.45 * (1 + Math.cos(Math.PI * time));
    }

    private static double[] over(int steps, DoubleUnaryOperator curve) {
        double[] values = new double[steps];
        Arrays.setAll(values, i -> curve.applyAsDouble((i + 1.0) / steps));
        return values;
    }

    private static LossTrend trend(double[] losses, DoubleUnaryOperator rate) {
        return LossTrend.of(losses, over(losses.length, rate)).orElseThrow();
    }

    /**
     * Returns the share of trainings that are marked, their noise an autoregression of order 1 of a given deviation.
     */
    private static double marked(
            int steps, DoubleUnaryOperator curve, DoubleUnaryOperator rate, double deviation, double memory) {
        Random random = new Random(11);
        int found = 0;
        int trainings = 2_000;
        for (int i = 0; i < trainings; i++) {
            double[] losses = over(steps, curve);
            double noise = deviation * random.nextGaussian();
            for (int step = 0; step < steps; step++) {
                losses[step] += noise;
                noise = memory * noise + deviation * Math.sqrt(1 - memory * memory) * random.nextGaussian();
            }
            found += trend(losses, rate).learning() ? 1 : 0;
        }
        return found / (double) trainings;
    }

    /** A straight line that falls by 0.6 over the whole training falls by 0.1 in a sixth of it. */
    @ParameterizedTest
    @ValueSource(ints = {72, 119, 601, 5000})
    void aLineHasItsOwnSlope(int steps) {
        LossTrend trend = trend(over(steps, time -> 3 - 0.6 * time), LossTrendTest::constant);

        assertThat(trend.fall()).isCloseTo(0.1, within(1e-9));
        assertThat(trend.learning()).isTrue();
        assertThat(trend(over(steps, time -> 3 + 0.6 * time), LossTrendTest::constant)
                        .learning())
                .isFalse();
    }

    /** With a time constant of a third of the training, the last third still falls from 1.5 exp(-2) to 1.5 exp(-3). */
    @Test
    void anExponentialDecayCaughtEarlyIsMarked() {
        assertThat(marked(600, time -> 1.5 + 1.5 * Math.exp(-3 * time), LossTrendTest::constant, 0.05, 0.3))
                .isGreaterThan(0.99);
    }

    @Test
    void anExponentialDecayAtItsEndIsNot() {
        assertThat(marked(600, time -> 1.5 + 1.5 * Math.exp(-20 * time), LossTrendTest::constant, 0.01, 0))
                .isZero();
    }

    /** A flat loss is marked in 0.1 % of trainings; with 3.3 standard errors 2 000 trainings may show 0.33 %. */
    @ParameterizedTest
    @CsvSource({"72, .2, 0", "240, .2, 0", "600, .5, 0", "600, .5, .3", "3000, .5, .5"})
    void aConvergedModelIsSeldomMarked(int steps, double deviation, double memory) {
        assertThat(marked(steps, time -> 1.5, LossTrendTest::constant, deviation, memory))
                .isLessThan(0.0035);
    }

    /** Of falls by 10.5 s / sqrt(n) half are found: Student's t of 22 degrees exceeds 3.505 in 0.1 % of cases. */
    @Test
    void whatIsFoundDependsOnTheScatterAndTheNumberOfSteps() {
        double fall = 10.5 * 0.25 / Math.sqrt(720);

        assertThat(marked(720, time -> 3 - 6 * fall * time, LossTrendTest::constant, 0.25, 0))
                .isBetween(0.45, 0.55);
        assertThat(marked(119, time -> 3 - 6 * fall * Math.sqrt(720.0 / 119) * time, LossTrendTest::constant, 0.25, 0))
                .as("batches of one step and of two")
                .isBetween(0.35, 0.55);
    }

    /** 0.008 nats in a sixth of the training, seen clearly. */
    @Test
    void aFallBelowTheThresholdIsNoMatter() {
        double[] losses = over(3000, time -> 1.5 - 6 * 0.008 * time);
        Random random = new Random(3);
        IntToDoubleFunction noise = step -> losses[step] + 0.01 * random.nextGaussian();
        double[] noisy = new double[losses.length];
        Arrays.setAll(noisy, noise);
        LossTrend trend = trend(noisy, LossTrendTest::constant);

        assertThat(trend.pValue()).isLessThan(0.001);
        assertThat(trend.fall()).isBetween(0.007, 0.009);
        assertThat(trend.learning()).isFalse();
    }

    /** Noise in the weights in proportion to the rate: the loss falls by 0.1 over the training for no other reason. */
    @Test
    void whatTheScheduleTakesOffTheLossIsNoLearning() {
        DoubleUnaryOperator annealed = time -> 1.5 + 0.1 * cosine(time);

        assertThat(trend(over(600, annealed), LossTrendTest::cosine).fall()).isCloseTo(0, within(1e-9));
        assertThat(marked(600, annealed, LossTrendTest::cosine, 0.05, 0)).isLessThan(0.0035);
    }

    /** What is learned comes on top of what the schedule takes off, and is found by itself. */
    @Test
    void learningUnderAScheduleIsMarked() {
        DoubleUnaryOperator curve = time -> 1.5 + 0.1 * cosine(time) - 6 * 0.05 * time;

        assertThat(trend(over(600, curve), LossTrendTest::cosine).fall()).isCloseTo(0.05, within(1e-9));
        assertThat(marked(600, curve, LossTrendTest::cosine, 0.01, 0)).isGreaterThan(0.99);
    }

    @Test
    void aLinearDecayCannotBeToldFromLearning() {
        double[] losses = over(600, time -> 1.5 - 0.6 * time);

        assertThat(LossTrend.of(losses, over(600, time -> 1 - 0.9 * time))).isEmpty();
    }

    @Test
    void aFewStepsShowNothing() {
        assertThat(LossTrend.of(new double[71], new double[71])).isEmpty();
        assertThat(LossTrend.of(new double[0], new double[0])).isEmpty();
    }

    @Test
    void aLossWithoutNoiseHasAnAnswer() {
        assertThat(trend(over(80, time -> 1), LossTrendTest::constant).learning())
                .isFalse();
        assertThat(trend(over(80, time -> 2 - time), LossTrendTest::constant).learning())
                .isTrue();
    }

    /** A model that is on a plateau between two falls looks like one that has converged: the test's known limit. */
    @Test
    void aPlateauLooksLikeTheEnd() {
        assertThat(trend(over(600, time -> time < 0.5 ? 3 - time : 2.5), LossTrendTest::constant)
                        .learning())
                .isFalse();
    }
}
