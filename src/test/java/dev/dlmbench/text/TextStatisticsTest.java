package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextStatisticsTest {
    @Test
    void entropyOfTwoEqualSharesIsLogTwo() {
        assertThat(TextStatistics.unigramEntropy(new int[] {5, 9, 9, 5})).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void entropyOfUnequalSharesIsComputedByHand() {
        double expected = .5 * Math.log(2) + 2 * .25 * Math.log(4);
        assertThat(TextStatistics.unigramEntropy(new int[] {0, 1, 0, 2})).isCloseTo(expected, within(1e-15));
    }

    @Test
    void oneTokenAloneHasNoEntropy() {
        assertThat(TextStatistics.unigramEntropy(new int[] {3, 3, 3})).isZero();
    }
}
