package dev.dlmbench.backbone;

import dev.dlmbench.base.Names;

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
    BLOCK_CAUSAL(3),
    /** As {@link #DUAL}, but a clean row sees the clean tokens up to itself (BlockGen, arXiv 2606.02241). */
    DUAL_TOKEN_CAUSAL(4),
    /**
     * {@link #DUAL} in two passes: the clean sequence first, then the noisy one, which looks at the clean one's keys
     * and values (BD3-LM, algorithm 1). The same numbers, slower; a check on the other.
     */
    TWO_PASSES(5);

    private final int code;

    AttentionPattern(int code) {
        this.code = code;
    }

    /** Returns the pattern in words. */
    public String words() {
        return Names.inWords(this) + " attention";
    }

    /** Returns how many positions so many rows of a sequence have: half of them if every token is there twice. */
    int positions(int rows) {
        return this == DUAL || this == DUAL_TOKEN_CAUSAL || this == TWO_PASSES ? rows / 2 : rows;
    }

    /** Returns the number that the program knows this pattern by. */
    int code() {
        return code;
    }
}
