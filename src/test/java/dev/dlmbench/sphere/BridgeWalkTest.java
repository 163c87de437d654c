package dev.dlmbench.sphere;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three numbers walk as a point in all its coordinates does, whose steps are those of {@link Hypersphere}. */
class BridgeWalkTest {
    private static final int TOKEN = 1;
    private static final int STEPS = 8;
    private static final int WALKS = 20_000;
    private static final BridgeSchedule NOISY = new BridgeSchedule(.15, .4);

    /** A point after six of eight steps; from the start, w is the part of it that is orthogonal to the corner. */
    @ParameterizedTest
    @CsvSource({"MASK, 2", "UNIFORM, 2", "MASK, 5", "UNIFORM, 5"})
    void coordinatesHaveTheSecondMomentsOfAPoint(Start start, int tokens) {
        SplittableRandom random = new SplittableRandom(6);
        int across = start == Start.MASK ? 0 : tokens; // to both, corner and w
        Moments reduced = new Moments();
        Moments whole = new Moments();
        double[] corner = new double[tokens + 1];
        corner[TOKEN] = 1;
        double[] w = Hypersphere.unit(Hypersphere.tangent(corner, start.point(tokens)));
        for (int i = 0; i < WALKS; i++) {
            BridgeWalk walk = new BridgeWalk(start, tokens, random);
            double[] x = start.point(tokens);
            for (int k = 0; k < 6; k++) {
                double gain = NOISY.gamma((double) k / STEPS) / STEPS;
                double variance = NOISY.beta((double) k / STEPS) / STEPS;
                walk.step(gain, variance);
                double[] drift = Hypersphere.log(x, corner);
                for (int j = 0; j < drift.length; j++) {
                    drift[j] *= gain;
                }
                x = Hypersphere.step(x, drift, variance, random);
            }
            reduced.add(walk.point(start, TOKEN), w, across);
            whole.add(x, w, across);
        }
        reduced.assertClose(whole);
    }

    /** Sums of products of a point's coordinates, and of their squares. */
    private static final class Moments {
        private static final String[] NAMES = {
            "corner", "start", "corner^2", "start^2", "corner start", "other^2", "corner other^2", "start^2 corner^2"
        };
        private final double[] sums = new double[NAMES.length];
        private final double[] squares = new double[NAMES.length];

        void add(double[] point, double[] w, int across) {
            double corner = point[TOKEN];
            double start = Hypersphere.dot(point, w);
            double other = point[across];
            double[] values = {
                corner,
                start,
                corner * corner,
                start * start,
                corner * start,
                other * other,
                corner * other * other,
                start * start * corner * corner
            };
            for (int i = 0; i < values.length; i++) {
                sums[i] += values[i] / WALKS;
                squares[i] += values[i] * values[i] / WALKS;
            }
        }

        void assertClose(Moments expected) {
            for (int i = 0; i < sums.length; i++) {
                double variance =
                        squares[i] - sums[i] * sums[i] + expected.squares[i] - expected.sums[i] * expected.sums[i];
                assertThat(Math.abs(sums[i] - expected.sums[i]))
                        .as(NAMES[i])
                        .isLessThan(4 * Math.sqrt(variance / WALKS));
            }
        }
    }
}
