package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    /** Ranks of the 95 % interval of a median, from the table of the sign test. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "10, 2, 9", "15, 4, 12", "20, 6, 15", "30, 10, 21"})
    void mediansHaveTheRanksOfTheSignTest(int n, int low, int high) {
        double[] values = IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
        assertThat(Quantiles.interval(values, .5, .95)).contains(new Interval(low, high));
    }

    @Test
    void tooFewValuesBoundNothing() {
        assertThat(Quantiles.interval(new double[] {1, 2, 3, 4, 5}, .5, .95)).isEmpty();
        assertThat(Quantiles.interval(new double[100], .99, .95)).isEmpty();
    }

    /** Wilks' 59 runs, and 459 for the last percentile at 99 %. */
    @Test
    void needsSoManyValues() {
        assertThat(Quantiles.needed(.95, .95)).isEqualTo(59);
        assertThat(Quantiles.needed(.99, .99)).isEqualTo(459);
    }

    @Test
    void aQuantileIsTheSmallestValueThatEnoughDoNotExceed() {
        double[] values = {5, 1, 4, 2, 3};
        assertThat(Quantiles.of(values, .5)).isEqualTo(3);
        assertThat(Quantiles.of(values, .6)).isEqualTo(3);
        assertThat(Quantiles.of(values, .61)).isEqualTo(4);
        assertThat(Quantiles.of(values, 0)).isEqualTo(1);
        assertThat(Quantiles.of(values, 1)).isEqualTo(5);
    }

    /** Of a distribution with a long tail; the intervals are a little too wide, since ranks are whole numbers. */
    @ParameterizedTest
    @CsvSource({".5, 30", ".9, 100"})
    void coversTheQuantileAtLeastAsOftenAsClaimed(double q, int n) {
        Random random = new Random(4);
        double truth = -Math.log(1 - q);
        int covered = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> -Math.log(1 - random.nextDouble()));
            covered += Quantiles.interval(values, q, .95).orElseThrow().contains(truth) ? 1 : 0;
        }
        assertThat(covered / 4_000.0).isBetween(.945, .98);
    }
}
