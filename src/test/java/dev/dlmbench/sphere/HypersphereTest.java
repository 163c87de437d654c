package dev.dlmbench.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypersphereTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 28})
    void theExponentialOfTheLogarithmIsThePoint(int size) {
        for (int i = 0; i < 50; i++) {
            double[] x = point(size);
            double[] y = point(size);
            while (Hypersphere.dot(x, y) < -.9999) {
                y = point(size); // opposite points have no direction
            }
            assertThat(Hypersphere.exp(x, Hypersphere.log(x, y))).containsExactly(y, within(1e-9));
        }
    }

    @Test
    void aLogarithmIsTangentAndAsLongAsTheAngle() {
        double[] x = point(9);
        double[] y = point(9);
        double[] log = Hypersphere.log(x, y);
        assertThat(Hypersphere.dot(log, x)).isCloseTo(0, within(1e-12));
        assertThat(Math.sqrt(Hypersphere.dot(log, log))).isCloseTo(Math.acos(Hypersphere.dot(x, y)), within(1e-12));
    }

    @Test
    void aQuarterTurnLeadsFromOneCornerToAnother() {
        double[] quarter = {0, Math.PI / 2, 0};
        assertThat(Hypersphere.exp(new double[] {1, 0, 0}, quarter))
                .containsExactly(new double[] {0, 1, 0}, within(1e-15));
        assertThat(Hypersphere.log(new double[] {1, 0, 0}, new double[] {0, 1, 0}))
                .containsExactly(quarter, within(1e-15));
    }

    @Test
    void roundingBeyondTheEndsOfTheCosineIsNoError() {
        assertThat(Hypersphere.stretch(1 + 1e-15)).isEqualTo(1);
        // pi - a is .0014142 where a's cosine is .999999, and so is its sine
        assertThat(Hypersphere.stretch(-1 - 1e-15)).isCloseTo((Math.PI - .00141421) / .00141421, within(1e-2));
        assertThat(Hypersphere.stretch(Math.cos(0.3))).isCloseTo(0.3 / Math.sin(0.3), within(1e-12));
    }

    /**
     * To first order a step moves by its drift, and the square of its noise is its variance in each of d directions.
     */
    @Test
    void aStepMovesByItsDriftAndItsNoise() {
        int size = 6;
        double[] x = point(size);
        double[] drift = Hypersphere.tangent(x, new double[] {.01, -.02, 0, .03, 0, .01});
        double variance = 1e-6;
        double[] mean = new double[size];
        double squares = 0;
        int walks = 4000;
        for (int i = 0; i < walks; i++) {
            double[] moved = Hypersphere.log(x, Hypersphere.step(x, drift, variance, RANDOM));
            for (int j = 0; j < size; j++) {
                mean[j] += moved[j] / walks;
                squares += (moved[j] - drift[j]) * (moved[j] - drift[j]) / walks;
            }
        }
        assertThat(mean).containsExactly(drift, within(4 * Math.sqrt(variance / walks)));
        double expected = (size - 1) * variance;
        assertThat(squares).isCloseTo(expected, within(5 * expected * Math.sqrt(2.0 / (size - 1) / walks)));
    }

    private static double[] point(int size) {
        return Hypersphere.unit(Hypersphere.gaussian(size, RANDOM));
    }
}
