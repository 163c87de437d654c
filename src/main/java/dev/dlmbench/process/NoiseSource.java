package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;

/** What a training batch shows instead of its clean tokens. */
public interface NoiseSource {
    /** Shows the clean tokens themselves. */
    NoiseSource CLEAN = (process, clean, first, levels) -> clean;

    /**
     * Returns the tokens (B, n) that show where the noisy copy has no noise; {@code clean} itself stays as it is.
     *
     * @param clean (B, n)
     * @param first the place in the step's batch of the first of them
     * @param levels that the copy is corrupted to
     */
    int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels);

    /**
     * Returns what is seen of a batch whose prompts are given.
     *
     * @param given the batch with clean prompts
     * @param noisy the same before prompts were given
     * @param clean (B, n)
     * @param first the place in the step's batch of the first sequence
     */
    default LossInputs shown(LossInputs given, LossInputs noisy, int[][] clean, int first) {
        return given;
    }
}
