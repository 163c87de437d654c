package dev.dlmbench.process;

/** What the network's output stands for. */
public enum Parameterization {
    /**
     * The clean token's distribution, which never names the mask and never changes a visible token (MDLM, arXiv
     * 2406.07524, section 3.2). Where noise looks like tokens: the clean token's distribution given the other
     * positions, whatever its own holds.
     */
    SUBS,
    /** The clean token's distribution over all ids, the mask included (D3PM-absorbing, arXiv 2107.03006). */
    MEAN,
    /** The logarithm of the ratios to the mask's probability (SEDD-absorbing, arXiv 2310.16834). */
    SCORE,
    /**
     * Where noise looks like tokens: the clean token's distribution given all positions, its own included, which is
     * what plain cross-entropy teaches. It is converted to the one given the other positions before a reverse step or
     * the NELBO ({@link Interpolation#evidence}).
     */
    POSTERIOR
}
