package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossedMeanTest {

    /** Three seeds a distance apart on four documents: both half widths at once, by Pythagoras. */
    @Test
    void addsTheHalfWidthsAsSquares() {
        double[] means = {2.4, 2.5, 2.6};
        double[][] moves = {{-1.5, -.5, .5, 1.5}, {-1.5, -.5, .5, 1.5}, {-1.5, -.5, .5, 1.5}};
        CrossedMean crossed = CrossedMean.of(Estimate.ofMean(means), List.<double[][]>of(moves), false);
        // t(.975, 2) = 4.302653 times .1 / sqrt 3, t(.975, 3) = 3.182446 times sqrt(5 / 3) / 2
        double half = Math.hypot(4.302653 * .1 / Math.sqrt(3), 3.182446 * Math.sqrt(5.0 / 3) / 2);
        assertThat(crossed.interval(.95).high()).isCloseTo(2.5 + half, within(1e-5));
        assertThat(crossed.interval(.95).low()).isCloseTo(2.5 - half, within(1e-5));
    }

    /** What each seed does to each document on its own is in the scatter across seeds, and nothing is left of it. */
    @Test
    void whatSeedsAndDocumentsBringAboutTogetherCountsOnce() {
        Random random = new Random(1);
        double shares = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[][] moves = new double[4][64];
            for (double[] seed : moves) {
                Arrays.setAll(seed, i -> random.nextGaussian());
            }
            double kept = CrossedMean.of(new Estimate(0, 1, 3), List.<double[][]>of(moves), false)
                    .text()
                    .value();
            shares += kept * kept / (1.0 / (4 * 64)) / 400;
        }
        assertThat(shares)
                .isLessThan(.15); // of the variance 1 / (4 * 64), which is that of normal noise above its mean
    }

    /** Scatter of the mean from seeds, from the text, and from both together, on documents that correlate. */
    @ParameterizedTest
    @CsvSource({
        "3, 64, .3, 1, 0, 0",
        "3, 64, .3, 0, 1, 0",
        "3, 64, .3, 1, 1, 1",
        "3, 64, .3, .3, 1, .3",
        "5, 64, .6, 1, .3, .3",
        "5, 64, .6, .3, .3, 1"
    })
    void coversTheTruthAtLeastAsOftenAsClaimed(
            int seeds, int documents, double correlation, double ofSeeds, double ofText, double ofBoth) {
        assertThat(coverage(seeds, documents, correlation, ofSeeds, ofText, ofBoth, 2_000))
                .isBetween(.93, .99);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "2, 256, .6, 1, 0, 0", "2, 256, .6, 0, 1, 0", "2, 256, .6, 0, 0, 1", "2, 256, .6, 1, .3, .3",
        "3, 256, .6, 1, 0, 0", "3, 256, .6, 0, 1, 0", "3, 256, .6, 0, 0, 1", "3, 256, .6, 1, .3, .3",
        "3, 256, .6, 1, 1, 1", "5, 256, .6, 1, .3, .3", "5, 256, .6, 1, 1, 1", "5, 256, .6, .3, .3, 1"
    })
    void coversTheTruthInManyTrials(
            int seeds, int documents, double correlation, double ofSeeds, double ofText, double ofBoth) {
        assertThat(coverage(seeds, documents, correlation, ofSeeds, ofText, ofBoth, 6_000))
                .isBetween(.935, seeds == 2 ? .995 : .985);
    }

    /** Neither seeds nor text alone cover a mean that both move. */
    @Test
    void seedsAloneDoNotCoverWhatTheTextMoves() {
        Random random = new Random(2);
        int covered = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] means = new double[5];
            double text = random.nextGaussian();
            Arrays.setAll(means, i -> text + random.nextGaussian());
            covered += Estimate.ofMean(means).interval(.95).contains(0) ? 1 : 0;
        }
        assertThat(covered / 1_000.0).isBetween(.62, .76); // P(|t4| < 2.776 / sqrt 6) = .68
    }

    private static double coverage(
            int seeds, int documents, double correlation, double ofSeeds, double ofText, double ofBoth, int trials) {
        Random random = new Random(3);
        // so that the mean over documents has the variance ofText^2
        double scale = ofText * Math.sqrt(documents * (1 - correlation) / (1 + correlation));
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] text = MeanErrorTest.autoregression(random, documents, correlation);
            double[] means = new double[seeds];
            double[][] moves = new double[seeds][documents];
            for (int seed = 0; seed < seeds; seed++) {
                double own = ofSeeds * random.nextGaussian();
                double[] losses = moves[seed];
                Arrays.setAll(
                        losses, i -> own + scale * text[i] + ofBoth * Math.sqrt(documents) * random.nextGaussian());
                double mean = Moments.mean(losses);
                means[seed] = mean;
                Arrays.setAll(losses, i -> losses[i] - mean);
            }
            covered += CrossedMean.of(Estimate.ofMean(means), List.<double[][]>of(moves), true)
                            .interval(.95)
                            .contains(0)
                    ? 1
                    : 0;
        }
        return covered / (double) trials;
    }
}
