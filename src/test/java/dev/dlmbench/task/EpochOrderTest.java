package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochOrderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 1000, 7473})
    void everyEpochHasEverythingOnceInAnOrderOfItsOwn(int size) {
        EpochOrder order = new EpochOrder(size, new Seeds(3));
        int[] first = IntStream.range(0, size).map(order::at).toArray();
        int[] second = IntStream.range(size, 2 * size).map(order::at).toArray();
        int[] all = IntStream.range(0, size).toArray();
        assertThat(IntStream.of(first).sorted().toArray()).isEqualTo(all);
        assertThat(IntStream.of(second).sorted().toArray()).isEqualTo(all);
        if (size > 16) {
            assertThat(first).isNotEqualTo(second).isNotEqualTo(all);
        }
    }

    /** The sum of the squares of (count - mean) / deviation over all pairs of thing and place is near their number. */
    @Test
    void everyThingIsAsLikelyInEveryPlace() {
        int size = 10;
        int epochs = 5000;
        EpochOrder order = new EpochOrder(size, new Seeds(4));
        int[][] counts = new int[size][size];
        for (int i = 0; i < size * epochs; i++) {
            counts[i % size][order.at(i)]++;
        }
        double mean = (double) epochs / size;
        double chiSquare = IntStream.range(0, size * size)
                .mapToDouble(i -> Math.pow(counts[i / size][i % size] - mean, 2) / mean)
                .sum();
        // (size - 1)^2 = 81 degrees of freedom, standard deviation sqrt(2 * 81); scaled by size / (size - 1).
        assertThat(chiSquare * (size - 1) / size).isBetween(81 - 4 * 12.7, 81 + 4 * 12.7);
    }
}
