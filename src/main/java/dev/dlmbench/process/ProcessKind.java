package dev.dlmbench.process;

/** The processes, by the names used in suite files, result rows and chart legends. */
public enum ProcessKind {
    /** Left-to-right prediction of the next token. */
    AUTOREGRESSIVE,
    /** Tokens are replaced by a mask and revealed (MDLM, BD3-LM, ARDM, D3PM-absorbing, SEDD-absorbing). */
    MASKED,
    /** Tokens are replaced by uniformly drawn ones and corrected (UDLM, Duo). */
    UNIFORM,
    /** Some tokens are masked and some replaced (GIDD). */
    HYBRID;

    /** Returns whether tokens can be replaced by others, so that a visible token may be wrong. */
    public boolean replaces() {
        return this == UNIFORM || this == HYBRID;
    }
}
