package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both ends of block diffusion with masks, as ACDiT has it for text (arXiv 2412.07720): MDLM and autoregression. */
class BlockEndsTest {
    private static final int K = 4;
    private static final int N = 8;
    private static final double EARLIEST = .05;
    private static final int[][] CLEAN = {{0, 1, 2, 3, 0, 2, 1, 3}};

    /**
     * One block as long as the sequence has the rows and the loss of MDLM: the noisy rows alone, masks weighed by 1/t.
     */
    @Test
    void aBlockOfTheWholeSequenceHasTheLossOfMaskedDiffusion() {
        for (double time : new double[] {.2, .5, .9}) {
            LossInputs inputs = masked(N).corrupt(CLEAN, new double[] {time}, new SplittableRandom(1));
            assertThat(inputs.pattern()).isEqualTo(AttentionPattern.BIDIRECTIONAL);
            assertThat(inputs.loss()).isEqualTo(LossKind.CROSS_ENTROPY);
            for (int i = 0; i < N; i++) {
                boolean mask = inputs.ids()[i] == K;
                assertThat(inputs.ids()[i]).isEqualTo(mask ? K : CLEAN[0][i]);
                assertThat(inputs.noise()[i]).isCloseTo(mask ? 1 / time : 0, within(1e-12));
            }
        }
    }

    /**
     * In blocks of one token every counted row is a mask that sees the clean tokens before it, so its cross-entropy is
     * the same at every time; over any times its mean weight is 1, that of autoregression.
     */
    @Test
    void inBlocksOfOneEveryTokenHasTheWeightOfAutoregression() {
        int times = 40_000;
        double[] weight = new double[N];
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < times; k++) {
            double[] each = new double[N];
            Arrays.fill(each, EARLIEST + (1 - EARLIEST) * (k + .5) / times);
            LossInputs inputs = masked(1).corrupt(CLEAN, each, random);
            assertThat(inputs.pattern()).isEqualTo(AttentionPattern.DUAL);
            for (int i = 0; i < N; i++) {
                assertThat(inputs.ids()[N + i]).isEqualTo(CLEAN[0][i]);
                assertThat(inputs.noise()[i] > 0).isEqualTo(inputs.ids()[i] == K);
                weight[i] += inputs.noise()[i] / times;
            }
        }
        // of a weight 1/t that occurs with probability t, over the drawn times
        double variance = Math.log(1 / EARLIEST) / (1 - EARLIEST) - 1;
        for (double each : weight) {
            assertThat(each).isCloseTo(1, within(4 * Math.sqrt(variance / times)));
        }
    }

    private static MaskedDiffusion masked(int size) {
        return new MaskedDiffusion(K, new Blocks(size, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }
}
