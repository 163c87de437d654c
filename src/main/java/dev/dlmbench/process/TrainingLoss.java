package dev.dlmbench.process;

/** What training minimises. Scoring always uses the NELBO. */
public enum TrainingLoss {
    /** The NELBO itself. */
    NELBO,
    /** Masked noise: cross-entropy of masked tokens with weight 1 (BlockGen, arXiv 2606.02241; MaskGIT). */
    CROSS_ENTROPY,
    /**
     * Other noise: cross-entropy of every token. It teaches a token's distribution given all positions, its own
     * included, and the reverse step then counts a position's own observation twice: samples go astray. Here to show
     * just that.
     */
    MARGINAL_CROSS_ENTROPY,
    /** Other noise: cross-entropy of the positions that the noise has changed, with weight 1 (BlockGen on LM1B). */
    CHANGED_CROSS_ENTROPY,
    /** Other noise: the NELBO with each position's weight cut at 1 (GIDD, arXiv 2503.04482). */
    CLAMPED,
    /** Other noise: the NELBO's weights relative to each other alone, without their growth towards both ends (GIDD). */
    DYNAMIC;

    /** Returns whether it is a cross-entropy. */
    boolean crossEntropy() {
        return this == CROSS_ENTROPY || this == MARGINAL_CROSS_ENTROPY || this == CHANGED_CROSS_ENTROPY;
    }

    /** Returns whether it goes with masked noise. */
    public boolean forMasks() {
        return this == NELBO || this == CROSS_ENTROPY;
    }

    /** Returns whether it goes with noise that looks like tokens. */
    public boolean forTokens() {
        return this != CROSS_ENTROPY;
    }
}
