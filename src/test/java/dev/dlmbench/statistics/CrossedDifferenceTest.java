package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.statistics.CrossedDifference.Side;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossedDifferenceTest {

    private static CrossedDifference of(double[][] left, double[][] right) {
        return CrossedDifference.of(new Side(left, 1), new Side(right, 1), true, false);
    }

    /** Returns answers of one seed: how many both sides get right, only one of them does, and neither. */
    private static double[][][] table(int both, int onlyLeft, int onlyRight, int neither) {
        double[] left = new double[both + onlyLeft + onlyRight + neither];
        double[] right = new double[left.length];
        Arrays.fill(left, 0, both + onlyLeft, 1);
        Arrays.fill(right, 0, both, 1);
        Arrays.fill(right, both + onlyLeft, both + onlyLeft + onlyRight, 1);
        return new double[][][] {{left}, {right}};
    }

    /**
     * By hand: with one more of each kind that differs, b of n only the left side gets right and c only the right one;
     * the variance of their difference is (b + c - (c - b)^2 / n) / (n - 1) for an example.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 2, 0", "12, 1, 7, 1", "30, 0, 0, 70", "100, 0, 0, 0", "0, 0, 0, 50", "5, 0, 20, 5"})
    void withOneSeedIsThatOfBonettAndPriceWithStudentsQuantile(int both, int onlyLeft, int onlyRight, int neither) {
        double[][][] sides = table(both, onlyLeft, onlyRight, neither);
        CrossedDifference found = of(sides[0], sides[1]);
        int examples = both + onlyLeft + onlyRight + neither;
        assertThat(found.value()).isCloseTo((double) (onlyRight - onlyLeft) / examples, within(1e-12));
        double n = examples + 2.0;
        double b = onlyLeft + 1.0;
        double c = onlyRight + 1.0;
        double error = Math.sqrt((b + c - (c - b) * (c - b) / n) / (n - 1) / n);
        double reach = error * TDistribution.of(n - 1).inverseSurvivalProbability(.025);
        assertThat(found.interval(.95).low()).isCloseTo(Math.max(-1, (c - b) / n - reach), within(1e-12));
        assertThat(found.interval(.95).high()).isCloseTo(Math.min(1, (c - b) / n + reach), within(1e-12));
        assertThat(found.interval(.95).contains(found.value())).isTrue();
    }

    /** Nothing differs in 100 examples, or in 400: Laplace expects one of each kind, so 2 of 102, and 2 of 402. */
    @Test
    void equalAnswersLeaveAWidthThatMoreExamplesNarrow() {
        for (int seeds : new int[] {1, 3}) {
            double[][] hundred = new double[seeds][100];
            Arrays.stream(hundred).forEach(seed -> Arrays.fill(seed, 0, 60, 1));
            Interval few = of(hundred, hundred).interval(.95);
            assertThat(few.low()).isCloseTo(-1.984 * Math.sqrt(2 / (101.0 * 102)), within(1e-4));
            assertThat(few.high()).isCloseTo(-few.low(), within(1e-12));
            double[][] more = new double[seeds][400];
            assertThat(of(more, more).interval(.95).high()).isLessThan(few.high() / 3.5);
        }
    }

    /**
     * Seeds agree, and what examples move is no more than chance alone would make of both: 5 examples of 50 that only
     * the left side gets right and 8 that only the right one does, hardly the same ones. By hand, with one more of each
     * kind: the variance is that of 6 and 9 in 52 for one seed, half for two.
     */
    @Test
    void seedsThatAgreeByChanceAreNoSurerThanIndependentAnswers() {
        double[][] left = new double[2][50];
        double[][] right = new double[2][50];
        Arrays.fill(right[0], 0, 8, 1);
        Arrays.fill(left[0], 8, 13, 1);
        Arrays.fill(left[1], 0, 5, 1);
        Arrays.fill(right[1], 5, 13, 1);
        CrossedDifference found = of(left, right);
        Interval certain = found.mean().interval(.95);
        assertThat(certain.low()).isCloseTo(3 / 52., within(1e-12));
        assertThat(certain.high()).isCloseTo(3 / 52., within(1e-12));
        double error = Math.sqrt((6 + 9 - 9 / 52.) / 51 / 52 / 2);
        for (double confidence : new double[] {.95, .9975}) {
            double reach = error * NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
            assertThat(found.interval(confidence).low()).isCloseTo(3 / 52. - reach, within(1e-12));
            assertThat(found.interval(confidence).high()).isCloseTo(3 / 52. + reach, within(1e-12));
            assertThat(found.interval(confidence).contains(0)).isTrue();
        }
    }

    /** Equal sides of 50 examples: at the level of 20 comparisons 5 of 2000 may seem to differ. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoSeedsRarelyShowADifferenceThatIsNone(boolean paired) {
        Random random = new Random(3);
        int wrong = 0;
        int unbounded = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            Side left = new Side(drawn(random, 2, .5, new double[50], 0, 0), 1);
            Side right = new Side(drawn(random, 2, .5, new double[50], 0, 0), 1);
            CrossedDifference found = CrossedDifference.of(left, right, paired, false);
            wrong += found.interval(1 - .05 / 20).contains(0) ? 0 : 1;
            unbounded += found.mean().interval(1 - .05 / 20).contains(0) ? 0 : 1;
        }
        assertThat(wrong).isLessThanOrEqualTo(5);
        assertThat(unbounded).isGreaterThan(paired ? 20 : 0); // what scatter alone would claim
    }

    @Test
    void turnedRoundItIsTheSameDifference() {
        Random random = new Random(1);
        double[][] left = answers(random, 3, 40);
        double[][] right = answers(random, 3, 40);
        for (boolean logarithms : new boolean[] {false, true}) {
            CrossedDifference one = CrossedDifference.of(new Side(left, 1), new Side(right, .9), true, logarithms);
            CrossedDifference other = CrossedDifference.of(new Side(right, .9), new Side(left, 1), true, logarithms);
            assertThat(one.value()).isCloseTo(-other.value(), within(1e-12));
            assertThat(one.interval(.9).low()).isCloseTo(-other.interval(.9).high(), within(1e-12));
        }
    }

    /** By definition of the scale: 1.2 times, of a share that is half as large. */
    @Test
    void factorsAndLogarithmsAreThoseOfTheShares() {
        double[][][] sides = table(20, 20, 0, 10);
        Side left = new Side(sides[0], 1);
        Side right = new Side(sides[1], 1.2);
        assertThat(CrossedDifference.of(left, right, true, false).value()).isCloseTo(1.2 * .4 - .8, within(1e-12));
        assertThat(CrossedDifference.of(left, right, true, true).value()).isCloseTo(Math.log(.6), within(1e-12));
        assertThat(CrossedDifference.of(left, right, true, true).interval(.95).high())
                .isLessThan(0);
        // pairs agree more often than strangers would, so that they are told apart more surely
        Interval paired = of(sides[0], sides[1]).interval(.95);
        double[][] strangers = {reversed(sides[1][0])};
        Interval mixed = of(sides[0], strangers).interval(.95);
        assertThat(paired.high() - paired.low()).isLessThan(mixed.high() - mixed.low());
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    private static double[][] answers(Random random, int seeds, int examples) {
        double[][] answers = new double[seeds][examples];
        Arrays.stream(answers).forEach(seed -> Arrays.setAll(seed, i -> random.nextInt(2)));
        return answers;
    }

    @Test
    void refusesWhatDoesNotBelongTogether() {
        Side three = new Side(new double[3][5], 1);
        assertThatThrownBy(() -> CrossedDifference.of(three, new Side(new double[3][6], 1), true, false))
                .hasMessageContaining("5 and 6");
        assertThatThrownBy(() -> CrossedDifference.of(three, new Side(new double[2][5], 1), true, false))
                .hasMessageContaining("3 and 2");
        assertThatThrownBy(() -> CrossedDifference.of(three, new Side(new double[1][5], 1), false, false))
                .hasMessageContaining("3 and 1");
        assertThatThrownBy(() -> CrossedDifference.of(new Side(new double[0][5], 1), three, false, false))
                .hasMessageContaining("a seed on both sides");
    }

    /** With one seed: of other examples. With three: of other seeds, which both sides share or not, too. */
    @ParameterizedTest
    @CsvSource({
        "1, .5, .5, 100, 0, .5",
        "1, .9, .95, 100, 0, .5",
        "1, .98, .98, 50, 0, .8",
        "1, .3, .6, 30, 0, .2",
        "3, .5, .5, 200, .05, .5",
        "3, .9, .95, 200, .02, .5",
        "3, .98, .98, 100, 0, .8",
        "5, .6, .8, 100, .02, .3"
    })
    void coversTheTruthAtLeastAboutAsOftenAsClaimed(
            int seeds, double left, double right, int examples, double ofSeeds, double ofExamples) {
        assertThat(coverage(seeds, left, right, examples, ofSeeds, ofExamples, true, 600))
                .isBetween(.925, 1.0);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "1, .5, .5, 100, 0, .5, true",
        "1, .9, .95, 100, 0, .5, true",
        "1, .98, .98, 200, 0, .8, true",
        "1, .3, .6, 30, 0, .2, true",
        "3, .5, .5, 200, .05, .5, true",
        "3, .5, .6, 200, .05, .5, false",
        "3, .9, .95, 200, .02, .5, true",
        "3, .9, .95, 200, .02, .5, false",
        "3, .98, .98, 400, .01, .8, true",
        "5, .6, .8, 100, .02, .3, true",
        "5, .6, .8, 1000, .02, .3, false"
    })
    void coversTheTruthInManyTrials(
            int seeds, double left, double right, int examples, double ofSeeds, double ofExamples, boolean paired) {
        assertThat(coverage(seeds, left, right, examples, ofSeeds, ofExamples, paired, 4_000))
                .isBetween(.94, 1.0);
    }

    /**
     * An answer is right if a normal number, to which seed, example and both together add their shares of the variance,
     * is below the share's quantile; an example is as hard for both sides. Returns which share of intervals holds the
     * true difference.
     */
    private static double coverage(
            int seeds,
            double left,
            double right,
            int examples,
            double ofSeeds,
            double ofExamples,
            boolean paired,
            int trials) {
        Random random = new Random(5);
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] hard = new double[examples];
            Arrays.setAll(hard, i -> Math.sqrt(ofExamples) * random.nextGaussian());
            Side one = new Side(drawn(random, seeds, left, hard, ofSeeds, ofExamples), 1);
            Side other = new Side(drawn(random, seeds, right, hard, ofSeeds, ofExamples), 1);
            covered += CrossedDifference.of(one, other, paired, false)
                            .interval(.95)
                            .contains(right - left)
                    ? 1
                    : 0;
        }
        return (double) covered / trials;
    }

    private static double[][] drawn(
            Random random, int seeds, double share, double[] hard, double ofSeeds, double ofExamples) {
        double border = NormalDistribution.of(0, 1).inverseCumulativeProbability(share);
        double rest = Math.sqrt(1 - ofSeeds - ofExamples);
        double[][] right = new double[seeds][hard.length];
        for (double[] seed : right) {
            double own = Math.sqrt(ofSeeds) * random.nextGaussian();
            Arrays.setAll(seed, i -> hard[i] + own + rest * random.nextGaussian() < border ? 1 : 0);
        }
        return right;
    }
}
