package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multiplications against an enumeration of rows and of pairs that may see each other. */
class ArithmeticTest {
    private static final int LAYERS = 3;
    private static final int WIDTH = 8;
    private static final int N = 16;
    private static final int V = 5;
    private static final BackboneSpec NETWORK = new BackboneSpec(LAYERS, WIDTH, 2, 4, 0, false);

    @Test
    void autoregression() {
        double each = 0;
        for (int q = 0; q < N; q++) {
            each += LAYERS * (12.0 * WIDTH * WIDTH + 2.0 * WIDTH * (q + 1)) + WIDTH * V;
        }
        Arithmetic one = of(ProcessKind.AUTOREGRESSIVE, 0);
        assertThat(one.training().multiplications()).isCloseTo(3 * each, within(1e-6));
        assertThat(one.decoding(0).multiplications()).isCloseTo(each, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, N})
    void trainingOnBlocks(int block) {
        boolean dual = block < N;
        double each = N / 2.0 * WIDTH * V;
        for (int layer = 0; layer < LAYERS; layer++) {
            boolean last = layer == LAYERS - 1;
            for (int q = 0; q < N; q++) {
                double whole = 12.0 * WIDTH * WIDTH;
                double unseen = 9.0 * WIDTH * WIDTH; // after attention, of rows that are not hidden
                each += last ? whole - unseen / 2 : whole;
                each += dual ? (last ? 2.0 * WIDTH * WIDTH : whole) : 0;
                for (int k = 0; k < N; k++) {
                    boolean own = q / block == k / block;
                    boolean before = k / block < q / block;
                    each += own || (dual && before) ? 2.0 * WIDTH : 0; // noisy
                    each += dual && !last && (own || before) ? 2.0 * WIDTH : 0; // clean
                }
            }
        }
        assertThat(of(ProcessKind.MASKED, block).training().multiplications()).isCloseTo(3 * each, within(1e-6));
    }

    @Test
    void decodingBlocks() {
        int block = 4;
        int calls = 3;
        double each = 0;
        for (int start = 0; start < N; start += block) {
            for (int row = 0; row < block; row++) {
                double sees = 2.0 * WIDTH * (start + block);
                each += calls * (LAYERS * (12.0 * WIDTH * WIDTH + sees) + WIDTH * V);
                boolean committed = start + block < N;
                each += committed ? LAYERS * (12.0 * WIDTH * WIDTH + sees) : 0;
            }
        }
        assertThat(of(ProcessKind.MASKED, block).decoding(calls).multiplications())
                .isCloseTo(each, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, N})
    void tokensThatMayBeWrongAreAllToldApartInTheEnd(int block) {
        double unseen = 9.0 * WIDTH * WIDTH + WIDTH * V; // after attention in the last layer, and the output
        assertThat(of(ProcessKind.UNIFORM, block).forward().multiplications())
                .isCloseTo(of(ProcessKind.MASKED, block).forward().multiplications() + N / 2.0 * unseen, within(1e-6));
    }

    @Test
    void elementsAreThoseOfTheStreamTheAttentionAndTheLogits() {
        double each = 0;
        for (int q = 0; q < N; q++) {
            each += LAYERS * (WIDTH + 2.0 * (q + 1)) + V; // two heads
        }
        assertThat(of(ProcessKind.AUTOREGRESSIVE, 0).forward().elements()).isCloseTo(each, within(1e-6));
    }

    private static Arithmetic of(ProcessKind kind, int block) {
        return new Arithmetic(NETWORK, V, N, kind, block);
    }
}
