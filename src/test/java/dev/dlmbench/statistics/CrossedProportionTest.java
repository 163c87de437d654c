package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossedProportionTest {
    private static final int SEEDS = 3;

    /** By hand: shares 1/2, 3/4, 1/4 of seeds; variance 5/108 of the mean over examples, 5/432 of it from both. */
    @Test
    void isWilsonsIntervalForAsManyExamplesAsWouldBeAsSure() {
        CrossedProportion half = CrossedProportion.of(new double[][] {{1, 1, 0, 0}, {1, 1, 1, 0}, {1, 0, 0, 0}});
        assertThat(half.value()).isEqualTo(.5);
        // t(.975, 2) = 4.302653, t(.975, 3) = 3.182446
        double ofSeeds = 4.302653 * .25 / Math.sqrt(3);
        double ofExamples = 3.182446 * Math.sqrt(5.0 / 108 - 5.0 / 432);
        double squares = ofSeeds * ofSeeds + ofExamples * ofExamples;
        // at 1/2 Wilson's half width is 1/2 over the root of 1 + n / z^2, and n / z^2 is 1/4 by the squares
        double reach = .5 / Math.sqrt(1 + .25 / squares);
        assertThat(half.interval(.95).low()).isCloseTo(.5 - reach, within(1e-6));
        assertThat(half.interval(.95).high()).isCloseTo(.5 + reach, within(1e-6));
    }

    @Test
    void isWilsonsIntervalWithOneSeedAndWhereEverySeedIsRightOrWrongEverywhere() {
        assertThat(CrossedProportion.of(new double[][] {{1, 0, 0, 0, 1}}).interval(.95))
                .isEqualTo(Wilson.interval(.4, 5, .95));
        assertThat(CrossedProportion.of(new double[][] {{1}}).interval(.95)).isEqualTo(Wilson.interval(1, 1, .95));
        assertThat(CrossedProportion.of(new double[3][50]).interval(.95)).isEqualTo(Wilson.interval(0, 50, .95));
        double[][] right = new double[3][50];
        Arrays.stream(right).forEach(seed -> Arrays.fill(seed, 1));
        assertThat(CrossedProportion.of(right).interval(.95)).isEqualTo(Wilson.interval(1, 50, .95));
    }

    /** Seeds that agree on every example tell as much as one, but for Student's t and n - 1 in the place of n. */
    @Test
    void seedsThatAgreeTellAsMuchAsOne() {
        double[] seed = new double[400];
        Arrays.fill(seed, 0, 100, 1);
        Interval three = CrossedProportion.of(new double[][] {seed, seed, seed}).interval(.95);
        Interval one = Wilson.interval(.25, 400, .95);
        assertThat(three.low()).isCloseTo(one.low(), within(5e-4));
        assertThat(three.high()).isCloseTo(one.high(), within(5e-4));
    }

    /** Neither seeds nor examples scatter, by chance. */
    @Test
    void isNeverSurerThanAllAnswersCouldMakeIt() {
        assertThat(CrossedProportion.of(new double[][] {{1, 0}, {0, 1}}).interval(.95))
                .isEqualTo(Wilson.interval(.5, 4, .95));
    }

    /** Seeds of which one learns the task and two do not leave nearly everything open, and nothing beyond 0 and 1. */
    @Test
    void seedsThatDifferWhollyLeaveAWideInterval() {
        double[] all = new double[100];
        Arrays.fill(all, 1);
        Interval interval = CrossedProportion.of(new double[][] {all, new double[100], new double[100]})
                .interval(.95);
        assertThat(interval.low()).isBetween(0.0, .05);
        assertThat(interval.high()).isBetween(.85, 1.0);
    }

    @Test
    void refusesWhatIsNoTableOfSeedsAndExamples() {
        assertThatThrownBy(() -> CrossedProportion.of(new double[0][0])).hasMessageContaining("needs an example");
        assertThatThrownBy(() -> CrossedProportion.of(new double[2][1])).hasMessageContaining("two with several seeds");
        assertThatThrownBy(() -> CrossedProportion.of(new double[][] {{1, 0}, {1, 0, 0}}))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> CrossedProportion.of(new double[][] {{2, 0}})).hasMessageContaining("0 to 1");
    }

    @ParameterizedTest
    @CsvSource({
        ".02, 200, .01, .5",
        ".1, 200, 0, .9",
        ".1, 200, .05, .5",
        ".5, 200, .05, .5",
        ".9, 200, .05, .5",
        ".99, 200, 0, .9",
        ".99, 200, .01, .5",
        ".5, 1000, .01, .5"
    })
    void coversTheTruthAtLeastAboutAsOftenAsClaimed(double truth, int examples, double ofSeeds, double ofExamples) {
        assertThat(coverage(truth, examples, ofSeeds, ofExamples, examples == 200 ? 1_000 : 400)[0])
                .isBetween(.94, .995);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "200, 0, 0",
        "200, 0, .9",
        "200, .01, .5",
        "200, .05, .5",
        "200, .05, .9",
        "200, .2, .5",
        "1000, 0, 0",
        "1000, 0, .9",
        "1000, .01, .5",
        "1000, .05, .5",
        "1000, .05, .9",
        "1000, .2, .5"
    })
    void coversTheTruthInManyTrials(int examples, double ofSeeds, double ofExamples) {
        for (double truth : new double[] {.02, .1, .5, .9, .99}) {
            assertThat(coverage(truth, examples, ofSeeds, ofExamples, examples == 200 ? 6_000 : 2_000)[0])
                    .as("truth %s", truth)
                    .isBetween(ofSeeds > .1 ? .9 : .945, .995);
        }
    }

    /** What a pooled proportion would claim. */
    @Test
    void answersOfAllSeedsTakenForIndependentDoNotCoverTheTruth() {
        assertThat(coverage(.5, 200, .05, .5, 500)[1]).isLessThan(.6);
    }

    /**
     * An answer is right if a normal number, to which seed, example and both together add their shares of the variance,
     * is below the truth's quantile. Returns which share of intervals hold the truth: this one's, and Wilson's for all
     * answers.
     */
    private static double[] coverage(double truth, int examples, double ofSeeds, double ofExamples, int trials) {
        Random random = new Random(4);
        double border = NormalDistribution.of(0, 1).inverseCumulativeProbability(truth);
        double rest = Math.sqrt(1 - ofSeeds - ofExamples);
        double[] covered = new double[2];
        double[][] right = new double[SEEDS][examples];
        for (int trial = 0; trial < trials; trial++) {
            double[] hard = new double[examples];
            Arrays.setAll(hard, i -> Math.sqrt(ofExamples) * random.nextGaussian());
            for (double[] seed : right) {
                double own = Math.sqrt(ofSeeds) * random.nextGaussian();
                Arrays.setAll(seed, i -> hard[i] + own + rest * random.nextGaussian() < border ? 1 : 0);
            }
            CrossedProportion proportion = CrossedProportion.of(right);
            Interval pooled = Wilson.interval(proportion.value(), SEEDS * examples, .95);
            covered[0] += proportion.interval(.95).contains(truth) ? 1.0 / trials : 0;
            covered[1] += pooled.contains(truth) ? 1.0 / trials : 0;
        }
        return covered;
    }
}
