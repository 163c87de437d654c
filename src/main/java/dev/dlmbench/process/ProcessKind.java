package dev.dlmbench.process;

/** The processes, by the names used in suite files, result rows and chart legends. */
public enum ProcessKind {
    /** Left-to-right prediction of the next token. */
    AUTOREGRESSIVE(false, false),
    /** Tokens are replaced by a mask and revealed (MDLM, BD3-LM, ARDM, D3PM-absorbing, SEDD-absorbing). */
    MASKED(true, false),
    /** Tokens are replaced by uniformly drawn ones and corrected (UDLM, Duo). */
    UNIFORM(true, true),
    /** Some tokens are masked and some replaced (GIDD). */
    HYBRID(true, true),
    /** Positions walk over a hypersphere to the corners of their tokens, all in one block (RDLM). */
    SPHERE(true, false);

    private final boolean inBlocks;
    private final boolean replaces;

    ProcessKind(boolean inBlocks, boolean replaces) {
        this.inBlocks = inBlocks;
        this.replaces = replaces;
    }

    /** Returns whether text is drawn block by block, and not token by token. */
    public boolean inBlocks() {
        return inBlocks;
    }

    /** Returns whether tokens can be replaced by others, so that a visible token may be wrong. */
    public boolean replaces() {
        return replaces;
    }
}
