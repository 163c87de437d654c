package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.TableDenoiser;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final TableDenoiser MODEL = new TableDenoiser(3, 4);

    private static final int[] LONG = new SplittableRandom(1).ints(9, 0, 3).toArray();
    private static final int[] SHORT = {2, 0, 1};

    /** The model's nats for the tokens of a window from place {@code known} on. */
    private static double nats(int[] window, int known) {
        double nats = 0;
        for (int i = known; i < window.length; i++) {
            int[] seen = {i == 0 ? 3 : window[i - 1]};
            nats -= Math.log(MODEL.guess(Arrays.copyOf(window, i), seen, 0)[window[i]]);
        }
        return nats;
    }

    @Test
    void readsLongSequencesInWindowsThatSlideByHalf() {
        double expected = nats(Arrays.copyOf(LONG, 4), 0)
                + nats(Arrays.copyOfRange(LONG, 2, 6), 2)
                + nats(Arrays.copyOfRange(LONG, 4, 8), 2)
                + nats(Arrays.copyOfRange(LONG, 5, 9), 3);
        double[] nats = Judge.of(MODEL, 4, 2).nats(List.of(LONG, SHORT, LONG));
        assertThat(nats[0]).isCloseTo(expected, within(1e-9));
        assertThat(nats[1]).isCloseTo(nats(SHORT, 0), within(1e-9));
        assertThat(nats[2]).isCloseTo(expected, within(1e-9));
    }

    @Test
    void anEmptySequenceCostsNothing() {
        assertThat(Judge.of(MODEL, 4, 2).nats(List.of(new int[0], SHORT))[0]).isZero();
    }
}
