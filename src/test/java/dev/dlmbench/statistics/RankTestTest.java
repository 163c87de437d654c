package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankTestTest {

    /** Permeability constants of Hollander and Wolfe (1973), page 69: U = 35, exact one-sided p = 0.1272. */
    @Test
    void givesTheTextbookValues() {
        double[] atTerm = {.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46};
        double[] early = {1.15, .88, .90, .74, 1.21};
        RankTest test = RankTest.of(early, atTerm);
        assertThat(test.superiority()).isEqualTo(35.0 / 50);
        assertThat(test.pValue()).isCloseTo(2 * .1272, within(1e-4));
        assertThat(RankTest.of(atTerm, early).superiority()).isEqualTo(15.0 / 50);
    }

    @Test
    void tiesCountHalf() {
        assertThat(RankTest.of(new double[] {1, 1}, new double[] {1, 2}).superiority())
                .isEqualTo(.75);
    }
}
