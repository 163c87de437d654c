package dev.dlmbench.process;

/** What the network's output stands for under masked noise. */
public enum Parameterization {
    /**
     * The clean token's distribution, which never names the mask and never changes a visible token (MDLM, arXiv
     * 2406.07524, section 3.2).
     */
    SUBS,
    /** The clean token's distribution over all ids, the mask included (D3PM-absorbing, arXiv 2107.03006). */
    MEAN,
    /** The logarithm of the ratios to the mask's probability (SEDD-absorbing, arXiv 2310.16834). */
    SCORE
}
