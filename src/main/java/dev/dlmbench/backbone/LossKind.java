package dev.dlmbench.backbone;

/** How the program turns logits into losses. */
public enum LossKind {
    /** Cross-entropy over the real tokens; one number per position, its weight. */
    CROSS_ENTROPY(0, 1, 0),
    /**
     * The NELBO of a process that corrupts positions on their own; four numbers per position: alpha, probability of
     * each real token besides, probability of the mask, rate of jumps into the noisy state.
     */
    NELBO(1, 4, 3),
    /** Score entropy of masked noise (SEDD, arXiv 2310.16834); one number per position, its weight. */
    SCORE(2, 1, 0),
    /**
     * One step of discrete masked diffusion whose x0 prediction may be the mask (D3PM, arXiv 2107.03006); four numbers
     * per position: weight, probability that the step reveals, odds of alpha to mask after and before the step.
     */
    DISCRETE(3, 4, 0),
    /**
     * As {@link #NELBO}, of a network whose output is the posterior: what the seen token says is first taken off its
     * logit.
     */
    POSTERIOR(4, 4, 3),
    /**
     * Half the squared distance between the drift to the clean token and the predicted one, per squared gamma, where
     * rows are points of the hypersphere (RDLM, arXiv 2502.11564); one number per position, its weight.
     */
    SPHERE(5, 1, 0),
    /**
     * The NELBO of masks that fall on some tokens before others; three numbers per position: the rate 1 / t at which
     * the clock's logarithm runs, the clean token's exponent, and what does not depend on the prediction.
     */
    SOFT_MASK(6, 3, 0),
    /**
     * Noise-contrastive estimation of an energy (EDLM, arXiv 2410.21357, section 3): what a pair of sequences costs
     * that is data, its token being 1, or was drawn, its token being 0; one number per pair, its weight.
     */
    CONTRASTIVE(7, 1, 0);

    private final int code;
    private final int width;
    private final int factor;

    LossKind(int code, int width, int factor) {
        this.code = code;
        this.width = width;
        this.factor = factor;
    }

    /** Returns the number that the program knows it by. */
    int code() {
        return code;
    }

    /** Returns how many numbers it takes per position. */
    public int width() {
        return width;
    }

    /** Returns which of a position's numbers is a factor of its loss. */
    int factor() {
        return factor;
    }
}
