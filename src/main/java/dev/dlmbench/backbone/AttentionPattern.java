package dev.dlmbench.backbone;

/** Which rows see which. */
public enum AttentionPattern {
    /** Row i sees rows 0 to i. */
    CAUSAL(0),
    /** Every row sees every row. */
    BIDIRECTIONAL(1),
    /**
     * The noisy sequence followed by the clean one, 2n rows: a noisy row sees its own noisy block and the clean blocks
     * before it, a clean row the clean blocks up to its own (BD3-LM, section 3.2 and appendix B.6).
     */
    DUAL(2),
    /** A row sees all blocks up to its own. */
    BLOCK_CAUSAL(3);

    private final int code;

    AttentionPattern(int code) {
        this.code = code;
    }

    /** Returns the number that the program knows this pattern by. */
    int code() {
        return code;
    }
}
