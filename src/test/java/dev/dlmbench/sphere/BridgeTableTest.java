package dev.dlmbench.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States drawn from the table against the bridge itself, simulated in all its coordinates. */
class BridgeTableTest {
    private static final int TOKEN = 1;
    private static final double[] QUARTERS = {.25, .5, .75, .9};

    @ParameterizedTest
    @EnumSource(Start.class)
    void statesHaveTheMeansOfTheBridge(Start start) {
        assertMeans(start, 5, 200, 4000);
    }

    /** The bridge on the sphere of the 27 characters of text8 and the mask, in 2000 steps. */
    @ParameterizedTest
    @EnumSource(Start.class)
    @Tag("slow")
    void statesHaveTheMeansOfTheBridgeToACharacter(Start start) {
        assertMeans(start, 27, 2000, 10_000);
    }

    private static void assertMeans(Start start, int tokens, int steps, int walks) {
        BridgeTable table = BridgeTable.of(start, BridgeSchedule.PUBLISHED, tokens);
        double[][][] simulated = simulated(start, tokens, steps, walks);
        SplittableRandom random = new SplittableRandom(4);
        double[] w = start.point(tokens);
        for (int q = 0; q < QUARTERS.length; q++) {
            double corner = 0;
            double other = 0;
            for (int i = 0; i < walks; i++) {
                double[] state = table.draw(TOKEN, QUARTERS[q], random);
                corner += state[TOKEN] / walks;
                other += Hypersphere.dot(state, w) / walks;
            }
            assertClose(corner, simulated[0][q], walks);
            assertClose(other, simulated[1][q], walks);
        }
    }

    private static void assertClose(double mean, double[] expected, int walks) {
        double error = 4 * Math.sqrt(2 * expected[1] / walks); // of two samples as large
        assertThat(mean).isCloseTo(expected[0], within(.01 * expected[0] + error));
    }

    /**
     * Returns mean and variance of a state's coordinates along corner and start at the quarters, by the Euler-Maruyama
     * scheme for the stochastic differential equation in the coordinates of the space around the sphere: with the
     * Laplacian's term -d beta X / 2, and back to the sphere after each step.
     */
    private static double[][][] simulated(Start start, int tokens, int steps, int walks) {
        SplittableRandom random = new SplittableRandom(3);
        double first = BridgeSchedule.PUBLISHED.first();
        double ratio = BridgeSchedule.PUBLISHED.last() / first;
        double[] from = start.point(tokens);
        double[][][] sums = new double[2][QUARTERS.length][2];
        for (int walk = 0; walk < walks; walk++) {
            double[] x = from.clone();
            int next = 0;
            for (int i = 0; next < QUARTERS.length; i++) {
                double t = (double) i / steps;
                if (i == Math.round(QUARTERS[next] * steps)) {
                    double along = Hypersphere.dot(x, from);
                    sums[0][next][0] += x[TOKEN] / walks;
                    sums[0][next][1] += x[TOKEN] * x[TOKEN] / walks;
                    sums[1][next][0] += along / walks;
                    sums[1][next][1] += along * along / walks;
                    next++;
                }
                double beta = first * Math.pow(ratio, t);
                double gamma = beta * Math.log(ratio) / (first * (ratio - Math.pow(ratio, t)));
                double angle = Math.acos(x[TOKEN]);
                double pull = gamma * angle / Math.sin(angle) / steps;
                double along = 0;
                double[] noise = new double[x.length];
                for (int j = 0; j < x.length; j++) {
                    noise[j] = random.nextGaussian();
                    along += noise[j] * x[j];
                }
                double cosine = x[TOKEN];
                double length = 0;
                for (int j = 0; j < x.length; j++) {
                    double drift = pull * ((j == TOKEN ? 1 : 0) - cosine * x[j]) - tokens * beta / 2 / steps * x[j];
                    x[j] += drift + Math.sqrt(beta / steps) * (noise[j] - along * x[j]);
                    length += x[j] * x[j];
                }
                double scale = 1 / Math.sqrt(length);
                Arrays.setAll(x, j -> x[j] * scale);
            }
        }
        for (double[][] coordinate : sums) {
            for (double[] at : coordinate) {
                at[1] -= at[0] * at[0];
            }
        }
        return sums;
    }
}
