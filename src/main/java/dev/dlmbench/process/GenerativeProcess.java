package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.SplittableRandom;

/**
 * How text is corrupted and recovered inside a block, with K real tokens 0 to K - 1 and the mask id K. Blocks are
 * conditioned on the clean blocks before them, whatever the process.
 */
public sealed interface GenerativeProcess permits Autoregressive, BlockDiffusion {

    /** Returns the process of a kind. */
    static GenerativeProcess of(ProcessKind kind, int blockSize, int tokens) {
        return switch (kind) {
            case AUTOREGRESSIVE -> new Autoregressive(tokens);
            case MASKED -> new MaskedDiffusion(tokens, blockSize, NoiseSchedule.LINEAR);
            case UNIFORM -> new UniformDiffusion(tokens, blockSize, NoiseSchedule.LINEAR);
        };
    }

    /** Returns K, the number of real tokens; the mask id is K. */
    int tokens();

    /**
     * Returns a training batch: {@code clean} corrupted, with a weight for every position such that the mean of the
     * weighted losses estimates the objective in nats per token.
     *
     * @param clean (B, n)
     */
    LossInputs train(int[][] clean, SplittableRandom random);
}
