package dev.dlmbench.process;

/** The processes, by the names used in suite files, result rows and chart legends. */
public enum ProcessKind {
    /** Left-to-right prediction of the next token. */
    AUTOREGRESSIVE,
    /** Tokens are hidden behind a mask and revealed (MDLM, BD3-LM). */
    MASKED,
    /** Tokens are replaced by uniformly drawn ones and corrected (UDLM, Duo). */
    UNIFORM
}
