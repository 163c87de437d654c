package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
    private static final int TRIALS = 8_000;

    @Test
    void isStudentsIntervalOfThreeValues() {
        // mean 2, variance 1, standard error 1/sqrt(3), t(0.975, 2) = 4.302653 from printed tables
        Interval interval = Estimate.ofMean(new double[] {1, 2, 3}).interval(.95);

        assertThat(interval.low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), within(1e-6));
        assertThat(interval.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void approachesTheNormalIntervalForManyDocuments() {
        assertThat(new Estimate(5, 1, 999_999).interval(.95).high() - 5).isCloseTo(1.959964, within(1e-4));
    }

    /** Gosset's sleep data (Biometrika 6, 1908), as every text on the t-test has them. */
    @Test
    void givesTheTextbookValuesOfTheSleepData() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

        // paired: t = 4.0621, df = 9, p = 0.002833, interval [0.7001142, 2.4598858]
        Estimate paired = Estimate.ofPairs(first, second);
        assertThat(paired.value()).isCloseTo(1.58, within(1e-12));
        assertThat(paired.value() / paired.standardError()).isCloseTo(4.0621, within(5e-5));
        assertThat(paired.pValue(0)).isCloseTo(0.002833, within(5e-7));
        assertThat(paired.interval(.95).low()).isCloseTo(0.7001142, within(5e-8));
        assertThat(paired.interval(.95).high()).isCloseTo(2.4598858, within(5e-8));

        // Welch: t = 1.8608, df = 17.776, p = 0.07939, interval [-0.2054832, 3.3654832]
        Estimate groups = Estimate.ofGroups(first, second);
        assertThat(groups.value() / groups.standardError()).isCloseTo(1.8608, within(5e-5));
        assertThat(groups.degrees()).isCloseTo(17.776, within(5e-4));
        assertThat(groups.pValue(0)).isCloseTo(0.07939, within(5e-6));
        assertThat(groups.interval(.95).low()).isCloseTo(-0.2054832, within(5e-8));
        assertThat(groups.interval(.95).high()).isCloseTo(3.3654832, within(5e-8));
    }

    /** Apache Commons' tests, which know of the values and nothing of intervals. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 30})
    void pValuesAreThoseOfTheLibrarysTests(int count) {
        double[] left = normal(new Random(count), count, 10, 1);
        double[] right = normal(new Random(-count), count, 11, 3);
        TTest test = TTest.withDefaults();

        assertThat(Estimate.ofMean(left).pValue(9))
                .isCloseTo(test.withMu(9).test(left).getPValue(), within(1e-12));
        assertThat(Estimate.ofPairs(left, right).pValue(0))
                .isCloseTo(test.pairedTest(right, left).getPValue(), within(1e-12));
        assertThat(Estimate.ofGroups(left, right).pValue(0))
                .isCloseTo(test.test(right, left).getPValue(), within(1e-12));
        assertThat(Estimate.ofGroups(left, right).degrees())
                .isCloseTo(test.test(right, left).getDegreesOfFreedom(), within(1e-9));
    }

    @Test
    void withoutScatterOnlyEqualValuesAreEqual() {
        Estimate same = Estimate.ofPairs(new double[] {1, 2, 3}, new double[] {2, 3, 4});
        assertThat(same.pValue(0)).isZero();
        assertThat(same.pValue(1)).isEqualTo(1);
        Estimate groups = Estimate.ofGroups(new double[] {1, 1}, new double[] {1, 1});
        assertThat(groups.pValue(0)).isEqualTo(1);
        assertThat(groups.interval(.95)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void oneValueHasNoScatter() {
        assertThatThrownBy(() -> Estimate.ofMean(new double[] {1})).hasMessageContaining("at least two values, got 1");
        assertThatThrownBy(() -> Estimate.ofPairs(new double[3], new double[2])).hasMessageContaining("got 3 and 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void intervalsOfMeansCoverTheTruthAsOftenAsClaimed(int seeds) {
        Random random = new Random(7);
        int covered = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            covered +=
                    Estimate.ofMean(normal(random, seeds, 10, 3)).interval(.95).contains(10) ? 1 : 0;
        }
        assertThat(covered / (double) TRIALS).isBetween(.93, .97);
    }

    /** Two groups that scatter differently. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void intervalsOfDifferencesCoverTheTruthAsOftenAsClaimed(int seeds) {
        Random random = new Random(8);
        int paired = 0;
        int apart = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] left = normal(random, seeds, 10, 1);
            double[] right = normal(random, seeds, 12, 2);
            paired += Estimate.ofPairs(left, right).interval(.95).contains(2) ? 1 : 0;
            apart += Estimate.ofGroups(left, right).interval(.95).contains(2) ? 1 : 0;
        }
        assertThat(paired / (double) TRIALS).isBetween(.93, .97);
        assertThat(apart / (double) TRIALS).isBetween(.93, .97);
    }

    private static double[] normal(Random random, int count, double mean, double deviation) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }
}
