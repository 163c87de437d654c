package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanErrorTest {
    private static final double CONFIDENCE = .95;

    @ParameterizedTest
    @CsvSource({"64, 0", "64, .3", "64, .6", "64, .8", "256, 0", "256, .3", "256, .6", "256, .8"})
    void intervalsOfARunningTextCoverTheTruthAsOftenAsClaimed(int n, double correlation) {
        assertThat(coverage(n, correlation, 640_000 / n, MeanError::ofSeries)).isBetween(.93, .97);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "64, 0",
        "64, .3",
        "64, .6",
        "64, .8",
        "256, 0",
        "256, .3",
        "256, .6",
        "256, .8",
        "1024, 0",
        "1024, .3",
        "1024, .6",
        "1024, .8"
    })
    void intervalsOfARunningTextCoverTheTruthInManyTrials(int n, double correlation) {
        assertThat(coverage(n, correlation, 20_000, MeanError::ofSeries)).isBetween(.93, .97);
    }

    /** Where neighbours correlate by .6, the variance of a mean is (1 + .6) / (1 - .6) = 4 times that of others. */
    @Test
    void documentsTakenForIndependentWouldNotCoverIt() {
        assertThat(coverage(256, .6, 2_000, MeanError::ofIndependent)).isBetween(.62, .72); // P(|N| < 1.97 / 2) = .675
    }

    /** Nats of documents of unequal length, whose sums are divided. */
    @ParameterizedTest
    @CsvSource({"64, 0", "64, .6", "256, .6", "256, .8"})
    void intervalsOfAPooledRateCoverTheTruthAsOftenAsClaimed(int n, double correlation) {
        Random random = new Random(4);
        int trials = 4_000;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] losses = autoregression(random, n, correlation);
            double[][] parts = new double[n][];
            for (int i = 0; i < n; i++) {
                double tokens = 20 + random.nextInt(200);
                parts[i] = new double[] {tokens * (3 + .2 * losses[i]), tokens};
            }
            MeanError error = MeanError.ofSeries(PooledRatio.influences(parts));
            covered += covers(PooledRatio.of(parts), error, 3) ? 1 : 0;
        }
        assertThat(covered / (double) trials).isBetween(.93, .97);
    }

    /** Independent values: the mean of the estimated variances is 1 / n. */
    @Test
    void isUnbiasedWhereNothingDependsOnAnything() {
        Random random = new Random(5);
        double sum = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            double error = MeanError.ofSeries(autoregression(random, 128, 0)).value();
            sum += error * error;
        }
        assertThat(128 * sum / 2_000).isCloseTo(1, within(.06));
    }

    /** -1 and 1: the only cosine is 2^(1/2) cos(pi / 4) and its negative over 2^(1/2), its square 2; 2 / 2 = 1. */
    @Test
    void ofTwoValuesItIsTheUsualOne() {
        MeanError error = MeanError.ofSeries(new double[] {-1, 1});
        assertThat(error.value()).isCloseTo(1, within(1e-12));
        assertThat(error.degrees()).isEqualTo(1);
        assertThat(MeanError.ofIndependent(new double[] {-1, 1})).isEqualTo(new MeanError(1, 1));
    }

    @Test
    void valuesWithoutScatterHaveNoError() {
        assertThat(MeanError.ofSeries(new double[] {2, 2, 2}).value()).isZero();
    }

    private interface Method {
        MeanError of(double[] values);
    }

    private static double coverage(int n, double correlation, int trials, Method method) {
        Random random = new Random(n);
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = autoregression(random, n, correlation);
            covered += covers(Moments.mean(values), method.of(values), 0) ? 1 : 0;
        }
        return covered / (double) trials;
    }

    private static boolean covers(double value, MeanError error, double truth) {
        return new Estimate(value, error.value(), error.degrees())
                .interval(CONFIDENCE)
                .contains(truth);
    }

    /** Returns a stationary first-order autoregression of variance 1 around 0. */
    static double[] autoregression(Random random, int n, double correlation) {
        double[] values = new double[n];
        double[] last = {random.nextGaussian()};
        Arrays.setAll(values, i -> {
            double value = last[0];
            last[0] = correlation * value + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return value;
        });
        return values;
    }
}
