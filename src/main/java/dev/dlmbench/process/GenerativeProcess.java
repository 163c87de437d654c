package dev.dlmbench.process;

/**
 * How text is corrupted and recovered inside a block, with K real tokens 0 to K - 1 and the mask id K. Blocks are
 * conditioned on the clean blocks before them, whatever the process.
 */
public sealed interface GenerativeProcess permits Autoregressive, BlockDiffusion {

    /** Returns K, the number of real tokens; the mask id is K. */
    int tokens();
}
