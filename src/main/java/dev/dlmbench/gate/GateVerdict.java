package dev.dlmbench.gate;

import dev.dlmbench.base.Names;

/** What became of a value between a baseline and now. */
public enum GateVerdict {
    /** It improved. */
    BETTER,
    /** It got worse by more than the tolerance. */
    WORSE,
    /** If it got worse, then by no more than the tolerance. */
    SAME,
    /** It cannot be told. */
    INCONCLUSIVE,
    /** The values do not mean the same. */
    NOT_COMPARABLE,
    /** One of the values is not there. */
    MISSING;

    /** Returns it in words. */
    public String words() {
        return Names.inWords(this);
    }
}
