package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {

    /** Sample sizes of a two-sided paired t-test at alpha .05 and power .8, as in Cohen's tables (1988). */
    @ParameterizedTest
    @CsvSource({".2, 199", ".5, 34", ".8, 15", "1, 10"})
    void takesAsManyValuesAsTheTablesSay(double effect, int n) {
        assertThat(Power.needed(effect, 1, .05, .8)).isEqualTo(n);
        assertThat(Power.needed(-2 * effect, 2, .05, .8)).isEqualTo(n);
        assertThat(Power.detectable(1, n, .05, .8)).isLessThanOrEqualTo(effect);
        assertThat(Power.detectable(1, n - 1, .05, .8)).isGreaterThan(effect);
    }

    @Test
    void withoutAnEffectThePowerIsTheRateOfFalseAlarms() {
        assertThat(Power.of(0, 3, .05)).isCloseTo(.05, within(1e-3));
        assertThat(Power.of(0, 10, .01)).isCloseTo(.01, within(1e-4));
    }

    /** Three seeds, where an approximation by normal distributions would be far off. */
    @Test
    void isTheShareOfTestsThatFindTheEffect() {
        Random random = new Random(5);
        int found = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            double[] values = new double[3];
            Arrays.setAll(values, i -> 3 + random.nextGaussian());
            found += Estimate.ofMean(values).pValue(0) <= .05 ? 1 : 0;
        }
        assertThat(Power.of(3, 3, .05)).isCloseTo(found / 20_000.0, within(.01));
    }

    @Test
    void intervalsShrinkToAReach() {
        // 1.96 / sqrt(n) = .1 at n = 384.1; Student's t asks for 2 more
        assertThat(Power.neededForReach(.1, 1, .95)).isBetween(385, 388);
        assertThat(Power.neededForReach(12.8, 1, .95)).isEqualTo(2); // t(.975, 1) = 12.706, / sqrt(2) = 8.98
        assertThat(Power.needed(1e-9, 1, .05, .8)).isEqualTo(1_000_000);
    }
}
