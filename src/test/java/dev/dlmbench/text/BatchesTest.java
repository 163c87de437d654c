package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    /** Each token is its own place, so that a window tells where it was cut. */
    private static TokenStream places(int length, int stride) {
        return new TokenStream(IntStream.range(0, length).toArray(), stride);
    }

    @Test
    void windowsAreSubstringsAtMultiplesOfTheStride() {
        for (int[] window : Batches.batch(places(30, 5), 7, 200, new Seeds(1), 3)) {
            assertThat(window[0] % 5).isZero();
            assertThat(window)
                    .containsExactly(IntStream.range(window[0], window[0] + 7).toArray());
        }
    }

    @Test
    void everyPlaceThatFitsIsReachedAndNoOther() {
        Set<Integer> starts = new HashSet<>();
        for (int[] window : Batches.batch(places(10, 1), 7, 500, new Seeds(1), 0)) {
            starts.add(window[0]);
        }
        assertThat(starts).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void batchDependsOnTheSeedsAndTheStepAlone() {
        TokenStream stream = places(10_000, 1);
        int[][] batch = Batches.batch(stream, 4, 8, new Seeds(1), 5);
        assertThat(Batches.batch(stream, 4, 8, new Seeds(1), 5)).isDeepEqualTo(batch);
        assertThat(Batches.batch(stream, 4, 8, new Seeds(1), 6)[0]).isNotEqualTo(batch[0]);
        assertThat(Batches.batch(stream, 4, 8, new Seeds(2), 5)[0]).isNotEqualTo(batch[0]);
    }

    @Test
    void textShorterThanASequenceIsRefusedWithBothLengths() {
        assertThatThrownBy(() -> Batches.batch(places(3, 1), 4, 1, new Seeds(1), 0))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("4", "3 tokens");
    }
}
