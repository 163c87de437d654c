package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LengthsTest {
    /** 7 7 stops; what lies before the first and after the last is cut off. */
    @Test
    void findsThePiecesBetweenStops() {
        int[] text = {1, 2, 7, 7, 3, 4, 5, 7, 7, 6, 7, 7, 8, 8};
        assertThat(Lengths.pieces(text, List.of(7, 7))).containsExactly(5, 3);
        assertThat(Lengths.pieces(new int[] {1, 2, 3}, List.of(7))).isEmpty();
    }

    @Test
    void sortsLengthsByPowersOfTwo() {
        assertThat(Lengths.histogram(List.of(1, 2, 3, 4, 5, 100)))
                .isEqualTo("1: 0.167, 2: 0.167, 4: 0.333, 8: 0.167, 128: 0.167");
        assertThat(Lengths.median(List.of(9, 1, 4, 100))).isEqualTo(4);
    }
}
