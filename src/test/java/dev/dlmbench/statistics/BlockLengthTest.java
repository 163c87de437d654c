package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLengthTest {

    /** Lengths from the Python package arch 7, arch.bootstrap.optimal_block_length, column circular. */
    @ParameterizedTest
    @CsvSource({
        "64, .6, 1, 5.291691",
        "256, .3, 2, 4.894701",
        "256, .8, 3, 11.876402",
        "1000, .8, 4, 21.525799",
        "1000, 0, 5, 1.859711"
    })
    void isThatOfAnotherImplementationRoundedUp(int n, double correlation, long seed, double length) {
        assertThat(BlockLength.of(autocovariances(uniform(n, correlation, seed)), n))
                .isEqualTo(Math.ceil(length));
    }

    /**
     * With correlations r^k that are known exactly, 1.5 G^2 / g^2 n to the power of 1/3, where a flat-top window over
     * all lags that matter gives G = 2 r / (1 - r)^2 and g = (1 + r) / (1 - r).
     */
    @ParameterizedTest
    @CsvSource({".3", ".5"})
    void isTheFormulasWhereCorrelationsAreExact(double r) {
        int n = 40_000;
        double[] exact = new double[BlockLength.lags(n) + 1];
        for (int lag = 0; lag < exact.length; lag++) {
            exact[lag] = Math.pow(r, lag);
        }
        double formula = Math.cbrt(1.5 * Math.pow(2 * r / ((1 - r) * (1 + r)), 2) * n);
        assertThat(BlockLength.of(exact, n)).isCloseTo(formula, within(1 + .02 * formula));
    }

    /** A linear congruential generator, so that other programs can have the same series. */
    private static double[] uniform(int n, double correlation, long seed) {
        double[] values = new double[n];
        long state = seed;
        double value = 0;
        for (int i = 0; i < n; i++) {
            state = (1_103_515_245L * state + 12_345) % (1L << 31);
            value = correlation * value + (state / (double) (1L << 31) - .5);
            values[i] = value;
        }
        return values;
    }

    private static double[] autocovariances(double[] values) {
        double mean = Moments.mean(values);
        double[] autocovariances = new double[BlockLength.lags(values.length) + 1];
        for (int lag = 0; lag < autocovariances.length; lag++) {
            for (int i = lag; i < values.length; i++) {
                autocovariances[lag] += (values[i] - mean) * (values[i - lag] - mean) / values.length;
            }
        }
        return autocovariances;
    }
}
