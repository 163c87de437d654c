package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

    @Test
    void isStudentsIntervalOfThreeValues() {
        // mean 2, variance 1, standard error 1/sqrt(3), t(0.975, 2) = 4.302653 from printed tables
        Interval interval = Interval.acrossSeeds(new double[] {1, 2, 3}).orElseThrow();

        assertThat(interval.low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), within(1e-6));
        assertThat(interval.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void isAbsentForOneValue() {
        assertThat(Interval.acrossSeeds(new double[] {1.5})).isEmpty();
        assertThat(Interval.within(1.5, 0.1, 1)).isEmpty();
    }

    @Test
    void approachesTheNormalIntervalForManyDocuments() {
        Interval interval = Interval.within(5, 1, 1_000_000).orElseThrow();

        assertThat(interval.high() - 5).isCloseTo(1.959964, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void coversTheTrueMeanAsOftenAsClaimed(int seeds) {
        SplittableRandom random = new SplittableRandom(7);
        int trials = 4_000;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = DoubleStream.generate(() -> 10 + 3 * gaussian(random))
                    .limit(seeds)
                    .toArray();
            covered += Interval.acrossSeeds(values).orElseThrow().contains(10) ? 1 : 0;
        }
        assertThat(covered / (double) trials).isBetween(0.93, 0.97);
    }

    /** Box and Muller. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
