package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {
    private static final double EXACT = 1e-12;

    private static Curve curve(double... xAndY) {
        double[] x = new double[xAndY.length / 2];
        double[] y = new double[xAndY.length / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = xAndY[2 * i];
            y[i] = xAndY[2 * i + 1];
        }
        return Curve.through(x, y);
    }

    @Test
    void betweenPointsItIsStraight() {
        Curve curve = curve(3, 10, 1, 2, 2, 4);
        assertThat(curve.low()).isEqualTo(1);
        assertThat(curve.high()).isEqualTo(3);
        assertThat(curve.at(1)).isEqualTo(2);
        assertThat(curve.at(1.25)).isCloseTo(2.5, within(EXACT));
        assertThat(curve.at(2.5)).isCloseTo(7, within(EXACT));
        assertThatThrownBy(() -> curve.at(3.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointsAtOnePlaceAreOneAtTheirMean() {
        assertThat(curve(1, 2, 1, 4, 2, 5).at(1)).isEqualTo(3);
    }

    /** They meet from 1 to 2: 2x against 3, whose difference goes from 1 to -1. */
    @Test
    void whatIsAboveAndWhatIsBelowCancels() {
        assertThat(curve(0, 0, 2, 4).below(curve(1, 3, 5, 3)).orElseThrow()).isCloseTo(0, within(EXACT));
    }

    /**
     * From 1 to 3, one is 0 to 2 and then falls back to 0: its area is 2. The other is 5 throughout: 10. They differ by
     * 8 over a length of 2.
     */
    @Test
    void everyBendCounts() {
        Curve bent = curve(1, 0, 2, 2, 3, 0);
        Curve flat = curve(0, 5, 4, 5);
        assertThat(bent.below(flat).orElseThrow()).isCloseTo(4, within(EXACT));
        assertThat(flat.below(bent).orElseThrow()).isCloseTo(-4, within(EXACT));
    }

    /** From 1.5 to 2: y = 2x is 3 to 4, y = x is 1.5 to 2; they differ by 1.75 on average. */
    @Test
    void onlyWhatBothReachIsCompared() {
        assertThat(curve(1.5, 1.5, 9, 9).below(curve(1, 2, 2, 4)).orElseThrow()).isCloseTo(1.75, within(EXACT));
    }

    @Test
    void curvesThatShareNoStretchCannotBeCompared() {
        assertThat(curve(1, 1, 2, 2).below(curve(2, 1, 3, 1))).isEmpty();
        assertThat(curve(1, 1, 2, 2).below(curve(4, 1, 5, 1))).isEmpty();
        assertThat(curve(1, 1, 2, 2).below(curve(1.5, 1))).as("a single point").isEmpty();
    }

    @Test
    void aCurveWithoutPointsIsRefused() {
        assertThatThrownBy(() -> Curve.through(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
