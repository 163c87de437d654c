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

    /**
     * Four answers to each of 100 examples: as many as examples if all to one are alike, and as all answers at most.
     */
    @Test
    void severalAnswersToAnExampleCountForAsManyAsTheyAreWorth() {
        double[] alike = new double[100];
        Arrays.fill(alike, 0, 30, 1);
        assertThat(CrossedProportion.of(new double[][] {alike}, 4).interval(.95))
                .isEqualTo(Wilson.interval(.3, 100, .95));
        double[] half = new double[100];
        Arrays.fill(half, .5);
        assertThat(CrossedProportion.of(new double[][] {half}, 4).interval(.95))
                .isEqualTo(Wilson.interval(.5, 400, .95));
        double[] between = new double[100];
        Arrays.setAll(between, i -> i % 2 == 0 ? .25 : .75);
        // variance 1/16 100/99 of a mean of a quarter of a binomial's 1/4; t(.975, 99) = 1.984217
        double size = 4 * 99 * Math.pow(1.959964 / 1.984217, 2);
        assertThat(CrossedProportion.of(new double[][] {between}, 16)
                        .interval(.95)
                        .high())
                .isCloseTo(Wilson.interval(.5, size, .95).high(), within(1e-6));
    }

    /** With one seed the interval is of other examples, and says nothing of other seeds. */
    @ParameterizedTest
    @CsvSource({".5, 200, .5, 1", ".9, 200, .5, 4", ".97, 200, .9, 8", ".1, 100, .2, 3"})
    void ofOneSeedCoversItsOwnShareOfOtherExamples(double truth, int examples, double ofExamples, int answers) {
        Random random = new Random(6);
        double border = NormalDistribution.of(0, 1).inverseCumulativeProbability(truth);
        int covered = 0;
        for (int trial = 0; trial < 1000; trial++) {
            double[] right = new double[examples];
            for (int i = 0; i < examples; i++) {
                double hard = Math.sqrt(ofExamples) * random.nextGaussian();
                for (int answer = 0; answer < answers; answer++) {
                    boolean is = hard + Math.sqrt(1 - ofExamples) * random.nextGaussian() < border;
                    right[i] += is ? 1.0 / answers : 0;
                }
                right[i] = Math.min(1, right[i]);
            }
            covered += CrossedProportion.of(new double[][] {right}, answers)
                            .interval(.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        assertThat(covered).isBetween(930, 985);
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
