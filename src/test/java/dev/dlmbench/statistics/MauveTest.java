package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MauveTest {
    private static final double[] P = {.7, .1, .1, .1, 0};
    private static final double[] Q = {.1, .2, .3, .2, .2};

    /** The numbers come from the formula in numpy, in matrix form: 25 weights, scale 5, trapezoids both ways. */
    @Test
    void agreesWithTheFormulaInNumpy() {
        assertThat(Mauve.of(new double[] {.5, .3, .2}, new double[] {.2, .5, .3}))
                .isCloseTo(0.8823421422979079, within(1e-12));
        assertThat(Mauve.of(P, Q)).isCloseTo(0.24193330629951593, within(1e-12));
        assertThat(Mauve.of(Mauve.smoothed(new int[] {7, 0, 3, 10}), Mauve.smoothed(new int[] {5, 5, 5, 5})))
                .isCloseTo(0.7486203438325443, within(1e-12));
    }

    @Test
    void equalHistogramsHaveOne() {
        assertThat(Mauve.of(P, P)).isCloseTo(1, within(1e-12));
        assertThat(Mauve.of(Q, Q)).isCloseTo(1, within(1e-12));
    }

    @Test
    void isTheSameBothWays() {
        assertThat(Mauve.of(P, Q)).isCloseTo(Mauve.of(Q, P), within(1e-12));
    }

    /** The curve is ((1 - w)^5, w^5), and the area under it is 5 times the beta function of 6 and 5. */
    @Test
    void ofDisjointHistogramsIsABetaFunction() {
        double area = 5. * (120 * 24) / 3_628_800;
        assertThat(Mauve.of(new double[] {1, 0}, new double[] {0, 1}, 10_001)).isCloseTo(area, within(1e-8));
        assertThat(Mauve.of(new double[] {.3, .7, 0, 0}, new double[] {0, 0, .4, .6}))
                .as("25 trapezoids lie above it")
                .isBetween(area, area + 2e-4);
    }

    @Test
    void smoothingAddsAHalfToEveryCount() {
        assertThat(Mauve.smoothed(new int[] {0, 3, 1}))
                .containsExactly(new double[] {.5 / 5.5, 3.5 / 5.5, 1.5 / 5.5}, within(1e-15));
        assertThat(Mauve.shares(new int[] {0, 3, 1})).containsExactly(0, .75, .25);
    }
}
