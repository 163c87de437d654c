package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {

    /** For a mean of normal values the interval is Student's, up to the noise of resampling and of the tails. */
    @Test
    void ofAMeanItIsStudentsInterval() {
        Random random = new Random(1);
        double[] values = new double[40];
        Arrays.setAll(values, i -> 5 + random.nextGaussian());
        Interval student = Estimate.ofMean(values).interval(.95);
        Interval bootstrap = ClusterBootstrap.of(clusters(values), ClusterBootstrapTest::mean, new SplittableRandom(2))
                .interval(.95);
        double width = student.high() - student.low();
        assertThat(bootstrap.low()).isCloseTo(student.low(), within(.06 * width));
        assertThat(bootstrap.high()).isCloseTo(student.high(), within(.06 * width));
    }

    /** Nats and tokens of samples of different length, whose sums are divided, as for generative perplexity. */
    @Tag("slow")
    @Test
    void intervalsOfAPooledRateCoverTheTruthAsOftenAsClaimed() {
        Random random = new Random(9);
        int covered = 0;
        int differences = 0;
        int trials = 400;
        for (int trial = 0; trial < trials; trial++) {
            double[][] left = samples(random, 24);
            double[][] right = samples(random, 24);
            SplittableRandom stream = new SplittableRandom(trial);
            covered += ClusterBootstrap.of(left, ClusterBootstrapTest::rate, stream)
                            .interval(.95)
                            .contains(2)
                    ? 1
                    : 0;
            differences += ClusterBootstrap.ofDifference(left, right, ClusterBootstrapTest::rate, stream)
                            .interval(.95)
                            .contains(0)
                    ? 1
                    : 0;
        }
        assertThat(covered / (double) trials).isBetween(.925, .98);
        assertThat(differences / (double) trials).isBetween(.925, .98);
    }

    @Test
    void oneClusterHasNoScatter() {
        assertThatThrownBy(() ->
                        ClusterBootstrap.of(new double[1][1], ClusterBootstrapTest::mean, new SplittableRandom(1)))
                .hasMessageContaining("at least two clusters, got 1");
    }

    private static double[][] samples(Random random, int count) {
        double[][] samples = new double[count][];
        for (int i = 0; i < count; i++) {
            double tokens = 50 + random.nextInt(100);
            samples[i] = new double[] {tokens * (2 + .3 * random.nextGaussian()), tokens};
        }
        return samples;
    }

    private static double rate(double[][] samples) {
        double nats = 0;
        double tokens = 0;
        for (double[] sample : samples) {
            nats += sample[0];
            tokens += sample[1];
        }
        return nats / tokens;
    }

    private static double mean(double[][] clusters) {
        double sum = 0;
        for (double[] cluster : clusters) {
            sum += cluster[0];
        }
        return sum / clusters.length;
    }

    private static double[][] clusters(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
