package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassAtKTest {

    /** Answers are bits, of which the lowest are right. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10})
    void isTheShareOfChoicesWithARightAnswer(int answers) {
        for (int right = 0; right <= answers; right++) {
            int[] choices = new int[answers + 1];
            int[] passed = new int[answers + 1];
            for (int choice = 0; choice < 1 << answers; choice++) {
                int k = Integer.bitCount(choice);
                choices[k]++;
                passed[k] += (choice & ((1 << right) - 1)) == 0 ? 0 : 1;
            }
            for (int k = 1; k <= answers; k++) {
                assertThat(PassAtK.of(answers, right, k)).isCloseTo((double) passed[k] / choices[k], within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 1, .03", "20, 5, .03", "20, 20, .03", "10, 3, .6", "10, 3, 1", "10, 3, 0"})
    void isUnbiased(int answers, int k, double chance) {
        BinomialDistribution rights = BinomialDistribution.of(answers, chance);
        double mean = 0;
        for (int right = 0; right <= answers; right++) {
            mean += rights.probability(right) * PassAtK.of(answers, right, k);
        }
        assertThat(mean).isCloseTo(1 - Math.pow(1 - chance, k), within(1e-12));
    }

    /** Where the binomial coefficients would overflow: one right answer is among k of n with a chance of k / n. */
    @Test
    void holdsForManyAnswers() {
        assertThat(PassAtK.of(100_000, 1, 50_000)).isCloseTo(.5, within(1e-12));
        assertThat(PassAtK.of(100_000, 20_000, 1)).isCloseTo(.2, within(1e-9));
        assertThat(PassAtK.of(100_000, 60_000, 50_000)).isEqualTo(1);
        assertThat(PassAtK.of(100_000, 0, 50_000)).isZero();
    }

    @Test
    void refusesMoreThanThereAre() {
        assertThatThrownBy(() -> PassAtK.of(5, 6, 1)).hasMessageContaining("6 right ones of 5");
        assertThatThrownBy(() -> PassAtK.of(5, 2, 6)).hasMessageContaining("pass@6");
        assertThatThrownBy(() -> PassAtK.of(5, 2, 0)).hasMessageContaining("pass@0");
    }
}
