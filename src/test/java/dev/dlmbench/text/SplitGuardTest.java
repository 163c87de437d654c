package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitGuardTest {
    private static final int[] LEARNT = random(1, 5_000);

    @Test
    void findsAPieceWhereverItStands() {
        for (int place : new int[] {0, 1, 2_345, 4_936}) {
            int[] test = random(2, 300);
            System.arraycopy(LEARNT, place, test, 128, 64);

            assertThat(SplitGuard.overlap(LEARNT, test, 64)).hasValue(128);
        }
    }

    @Test
    void findsNothingInOtherText() {
        assertThat(SplitGuard.overlap(LEARNT, random(2, 5_000), 64)).isEmpty();
    }

    @Test
    void findsNothingInAPieceWithOneTokenChanged() {
        int[] test = new int[64];
        System.arraycopy(LEARNT, 100, test, 0, 64);
        test[63] = 99;

        assertThat(SplitGuard.overlap(LEARNT, test, 64)).isEmpty();
    }

    @Test
    void looksOnlyAtWholePieces() {
        assertThat(SplitGuard.overlap(LEARNT, new int[] {LEARNT[0]}, 64)).isEmpty();
        assertThat(SplitGuard.overlap(new int[] {1}, random(2, 100), 64)).isEmpty();
    }

    private static int[] random(long seed, int length) {
        return new SplittableRandom(seed).ints(length, 0, 30).toArray();
    }
}
