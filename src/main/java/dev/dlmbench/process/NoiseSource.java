package dev.dlmbench.process;

/** What the noisy copy of a training batch is made of. */
@FunctionalInterface
public interface NoiseSource {
    /** The clean tokens themselves. */
    NoiseSource CLEAN = (process, clean, first, levels) -> clean;

    /**
     * Returns the tokens (B, n) that show where the copy has no noise; {@code clean} itself stays as it is.
     *
     * @param clean (B, n)
     * @param first the place in the step's batch of the first of them
     * @param levels that the copy is corrupted to
     */
    int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels);
}
