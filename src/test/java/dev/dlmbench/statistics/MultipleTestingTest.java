package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipleTestingTest {
    /** The example of Benjamini and Hochberg (1995), section 4.1: 15 hypotheses of a clinical trial. */
    private static final double[] TRIAL = {
        .4262, .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .5719, .6528, .7590, 1
    };

    @Test
    void rejectsFourOfTheTrialsHypothesesWhereHolmRejectsThree() {
        double[] adjusted = MultipleTesting.benjaminiHochberg(TRIAL);
        assertThat(Arrays.stream(adjusted).filter(p -> p <= .05).count()).isEqualTo(4);
        assertThat(adjusted[4]).isCloseTo(.0095 * 15 / 4, within(1e-12));
        double[] strict = MultipleTesting.holm(TRIAL);
        assertThat(Arrays.stream(strict).filter(p -> p <= .05).count()).isEqualTo(3);
        assertThat(strict[3]).isCloseTo(.0019 * 13, within(1e-12));
        assertThat(strict[4]).isCloseTo(.0095 * 12, within(1e-12));
    }

    @Test
    void adjustedValuesKeepTheirOrderAndStayBelowOne() {
        double[] even = {.05, .04, .03, .02, .01};
        assertThat(MultipleTesting.benjaminiHochberg(even)).containsOnly(new double[] {.05}, within(1e-12));
        assertThat(MultipleTesting.holm(new double[] {.5, .9, .4})).containsOnly(new double[] {1}, within(0.0));
        assertThat(MultipleTesting.benjaminiHochberg(new double[] {})).isEmpty();
        assertThat(MultipleTesting.holm(new double[] {.03})).containsExactly(.03);
    }

    /** Half of 20 effects are real: among all alarms at most the allowed share is false. */
    @Test
    void falseAlarmsAreAtMostTheShareThatIsAllowed() {
        Random random = new Random(3);
        double share = 0;
        int trials = 1_000;
        for (int trial = 0; trial < trials; trial++) {
            double[] pValues = new double[20];
            for (int i = 0; i < 20; i++) {
                double[] values = new double[8];
                double effect = i < 10 ? 1.5 : 0;
                Arrays.setAll(values, j -> effect + random.nextGaussian());
                pValues[i] = Estimate.ofMean(values).pValue(0);
            }
            double[] adjusted = MultipleTesting.benjaminiHochberg(pValues);
            int alarms = 0;
            int wrong = 0;
            for (int i = 0; i < 20; i++) {
                alarms += adjusted[i] <= .05 ? 1 : 0;
                wrong += adjusted[i] <= .05 && i >= 10 ? 1 : 0;
            }
            share += alarms == 0 ? 0 : (double) wrong / alarms;
        }
        // half of the hypotheses are true: the expected share is half of .05
        assertThat(share / trials).isBetween(.015, .035);
    }
}
