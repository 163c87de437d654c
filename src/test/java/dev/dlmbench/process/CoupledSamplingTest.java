package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequences of a prompt (places 0 to 2), a finished thought (3 to 5) and the next one (6 to 9), all of token 0. */
class CoupledSamplingTest {
    private static final int K = 5;
    private static final int N = 10;
    private static final int SEQUENCES = 400;

    private static final Prompts PROMPTS = new Prompts() {
        @Override
        public BitSet in(int[] sequence) {
            return BitSet.valueOf(new long[] {0b111111});
        }

        @Override
        public BitSet previous(int[] sequence) {
            return BitSet.valueOf(new long[] {0b111000});
        }
    };

    private static LossInputs drawn(ProcessKind kind, int parts, NoiseSource source) {
        Objective objective =
                new Objective(ProcessSpec.of(kind, N), ObjectiveSpec.NELBO, K, N, OptionalInt.empty(), PROMPTS);
        return objective
                .step(new int[SEQUENCES][N], parts, Window.FULL, new SplittableRandom(4), source)
                .get(0);
    }

    private static CoupledSampling coupled(double probability) {
        return new CoupledSampling(NoiseSource.CLEAN, probability, PROMPTS, new Seeds(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"MASKED", "UNIFORM"})
    void thePreviousThoughtIsSeenWithNoiseAndHasNoLoss(ProcessKind kind) {
        LossInputs usual = drawn(kind, 1, NoiseSource.CLEAN);
        LossInputs inputs = drawn(kind, 1, coupled(1));
        int width = inputs.loss().width();
        assertThat(inputs.noise()).isEqualTo(usual.noise());
        assertThat(inputs.clean()).containsOnly(0);
        boolean noisy = false;
        for (int i = 0; i < SEQUENCES * N; i++) {
            int place = i % N;
            boolean previous = place >= 3 && place < 6;
            if (!previous) {
                assertThat(inputs.ids()[i]).isEqualTo(usual.ids()[i]);
            }
            if (place < 6) {
                assertThat(usual.ids()[i]).isEqualTo(0);
                assertThat(inputs.noise()[i * width + (width == 1 ? 0 : 3)]).isEqualTo(0);
            }
            noisy |= previous && inputs.ids()[i] != 0;
        }
        assertThat(noisy).isTrue();
    }

    /** Binomial(400, .2) within four standard deviations: 48 to 112; some of them happen to keep all three tokens. */
    @Test
    void sequencesAreChosenOneByOne() {
        LossInputs inputs = drawn(ProcessKind.MASKED, 1, coupled(.2));
        long changed = 0;
        for (int b = 0; b < SEQUENCES; b++) {
            int[] previous = Arrays.copyOfRange(inputs.ids(), b * N + 3, b * N + 6);
            changed += Arrays.stream(previous).anyMatch(id -> id != 0) ? 1 : 0;
        }
        assertThat(changed).isBetween(20L, 112L);
    }

    @Test
    void noneIsChosenWithProbabilityZero() {
        assertThat(drawn(ProcessKind.MASKED, 1, coupled(0)).ids())
                .isEqualTo(drawn(ProcessKind.MASKED, 1, NoiseSource.CLEAN).ids());
    }
}
