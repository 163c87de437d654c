package dev.dlmbench.verdict;

import dev.dlmbench.base.Names;

/** What a value is, seen from another: of two points, or between a baseline and now. Claims have an {@link Outcome}. */
public enum Verdict {
    /** It is lower, of a metric without a direction or where no tolerance was asked for. */
    LOWER,
    /** It is higher, of a metric without a direction or where no tolerance was asked for. */
    HIGHER,
    /** Better by more than the tolerance; for a gate, better at all. */
    BETTER,
    /** Worse by more than the tolerance. */
    WORSE,
    /** No further away than the tolerance, or the same to the bit; for a gate, worse by no more than the tolerance. */
    SAME,
    /** It cannot be told. */
    INCONCLUSIVE,
    /** The values do not mean the same. */
    NOT_COMPARABLE,
    /** One of them has no value. */
    MISSING;

    /** Returns it in words. */
    public String words() {
        return Names.inWords(this);
    }
}
