package dev.dlmbench.process;

/** What the clean rows of block diffusion see. */
public enum CleanRows {
    /** Their own block and the ones before it (BD3-LM). */
    BLOCK_CAUSAL,
    /**
     * The tokens up to themselves (BlockGen), so that keys and values of clean tokens do not depend on the block size,
     * and one model serves several.
     */
    TOKEN_CAUSAL
}
