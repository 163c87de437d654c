package dev.dlmbench.process;

/** What training minimises. Scoring always uses the NELBO. */
public enum TrainingLoss {
    /** The NELBO itself. */
    NELBO,
    /**
     * Plain cross-entropy: under masked noise of masked tokens, with weight 1 (BlockGen, arXiv 2606.02241; MaskGIT);
     * under other noise of every token, which teaches the posterior ({@link Parameterization#POSTERIOR}).
     */
    CROSS_ENTROPY,
    /**
     * Other noise: cross-entropy of every token, for an output that is then taken for the leave-one-out law. It is the
     * posterior, and the reverse step counts a position's own observation twice: samples go astray. Here to show just
     * that.
     */
    MARGINAL_CROSS_ENTROPY,
    /** Other noise: cross-entropy of the positions that the noise has changed, with weight 1 (BlockGen on LM1B). */
    CHANGED_CROSS_ENTROPY,
    /** Other noise: the NELBO with each position's weight cut at 1 (GIDD, arXiv 2503.04482). */
    CLAMPED,
    /** Other noise: the NELBO's weights relative to each other alone, without their growth towards both ends (GIDD). */
    DYNAMIC,
    /**
     * Masked noise: noise-contrastive estimation of an energy (EDLM, arXiv 2410.21357, section 3). A network learns to
     * tell clean sequences from those that another model, where its training starts from, takes for them; see
     * {@link Negatives}.
     */
    NCE;

    /** Returns whether it is a cross-entropy. */
    boolean crossEntropy() {
        return this == CROSS_ENTROPY || this == MARGINAL_CROSS_ENTROPY || this == CHANGED_CROSS_ENTROPY;
    }

    /** Returns whether it goes with masked noise. */
    public boolean forMasks() {
        return this == NELBO || this == CROSS_ENTROPY || this == NCE;
    }

    /**
     * Returns whether a network learns by it what its output is to stand for, where noise looks like tokens: plain
     * cross-entropy teaches the posterior, and what is made to show its misuse or counts changed positions alone does
     * not; the others teach either.
     */
    public boolean teaches(Parameterization output) {
        return switch (this) {
            case NELBO, CLAMPED, DYNAMIC -> true;
            case CROSS_ENTROPY -> output == Parameterization.POSTERIOR;
            case MARGINAL_CROSS_ENTROPY, CHANGED_CROSS_ENTROPY -> output == Parameterization.SUBS;
            case NCE -> false;
        };
    }
}
