package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantizationTest {
    private static double[][] normal(int rows, double... deviations) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, rows)
                .mapToObj(i -> Arrays.stream(deviations)
                        .map(deviation -> deviation * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The plane x + y + z = const in space, whatever the axes are called: two components have it all. */
    @Test
    void aPlaneHasTwoComponentsThatKeepDistances() {
        double[][] plane = Arrays.stream(normal(50, 1, 2))
                .map(row -> new double[] {3 + row[0] + row[1], row[0] - row[1], 1 - 2 * row[0]})
                .toArray(double[][]::new);
        double[][] found = Quantization.components(plane, .9999999);
        assertThat(found[0]).hasSize(2);
        for (int i = 1; i < plane.length; i++) {
            assertThat(distance(found[0], found[i])).isCloseTo(distance(plane[0], plane[i]), within(1e-9));
        }
        assertThat(IntStream.range(0, 2)
                        .mapToDouble(j ->
                                Arrays.stream(found).mapToDouble(row -> row[j]).sum())
                        .toArray())
                .containsExactly(new double[] {0, 0}, within(1e-9));
    }

    /** Variances of 16, 4 and 1: the first has 76 %, the first two 95 %. */
    @Test
    void asFewComponentsAsHaveTheShareAreKept() {
        double[][] rows = normal(20_000, 1, 4, 2);
        assertThat(Quantization.components(rows, .7)[0]).hasSize(1);
        assertThat(Quantization.components(rows, .9)[0]).hasSize(2);
        assertThat(Quantization.components(rows, .97)[0]).hasSize(3);
        double[][] first = Quantization.components(rows, .7);
        for (int i = 0; i < 20; i++) {
            assertThat(Math.abs(first[i][0])).isCloseTo(Math.abs(rows[i][1]), within(.3));
        }
    }

    @Test
    void rowsThatAreAllTheSameHaveOneComponent() {
        assertThat(Arrays.asList(Quantization.components(new double[][] {{1, 2}, {1, 2}, {1, 2}}, .9)))
                .allSatisfy(row -> assertThat(row).containsExactly(new double[] {0}, within(1e-12)));
    }

    @Test
    void clustersThatLieApartAreFound() {
        double[][] rows = normal(60, .1, .1);
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] += i % 3 * 5;
            rows[i][1] += i % 3 * i % 3 * 5;
        }
        for (int seed = 0; seed < 5; seed++) {
            int[] found = Quantization.clusters(rows, 3, new SplittableRandom(seed));
            assertThat(found[0]).isNotEqualTo(found[1]).isNotEqualTo(found[2]);
            assertThat(found[1]).isNotEqualTo(found[2]);
            for (int i = 0; i < rows.length; i++) {
                assertThat(found[i]).isEqualTo(found[i % 3]);
            }
        }
    }

    @Test
    void thereAreNoMoreClustersThanDifferentRows() {
        double[][] rows = {{1, 1}, {2, 2}, {1, 1}, {1, 1}, {2, 2}};
        int[] found = Quantization.clusters(rows, 4, new SplittableRandom(1));
        assertThat(found).containsExactly(found[0], 1 - found[0], found[0], found[0], 1 - found[0]);
    }

    @Test
    void rowsGetTheLengthOne() {
        assertThat(Quantization.unit(new double[][] {{3, 4}, {0, 0}})).isDeepEqualTo(new double[][] {{.6, .8}, {0, 0}});
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}
