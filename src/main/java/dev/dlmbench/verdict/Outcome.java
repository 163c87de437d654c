package dev.dlmbench.verdict;

import dev.dlmbench.base.Names;
import dev.dlmbench.claim.Expectation.Relation;

/**
 * What becomes of a claim, or of one comparison of it; each worse than those before it, but that a refutation of any
 * part refutes the whole.
 *
 * <p>A value that is an upper bound may lie above the quantity that it bounds by any amount. What values say, the
 * quantities then say as well only if a smaller quantity would say it all the more: a bound on the side that is
 * expected to be smaller, and is. Else the outcome is one for the bound.
 */
public enum Outcome {
    /** The results say so. */
    SUPPORTED,
    /**
     * The measured values say so, but one is an upper bound, and the quantity itself may be small enough to deny it.
     */
    SUPPORTED_FOR_THE_BOUND,
    /** The results say the contrary. */
    REFUTED,
    /** The measured values say the contrary, but one is an upper bound, and the quantity itself may agree. */
    REFUTED_FOR_THE_BOUND,
    /** The results leave it open. */
    INCONCLUSIVE,
    /** The values do not mean the same. */
    NOT_COMPARABLE,
    /** Something has not been measured. */
    MISSING;

    /** Returns it in words. */
    public String words() {
        return Names.inWords(this);
    }

    /** Returns whether the measured values say so. */
    public boolean supports() {
        return this == SUPPORTED || this == SUPPORTED_FOR_THE_BOUND;
    }

    /** Returns whether the measured values say the contrary. */
    public boolean refutes() {
        return this == REFUTED || this == REFUTED_FOR_THE_BOUND;
    }

    /** Returns what it would be of the quantities themselves. */
    Outcome said() {
        return this == SUPPORTED_FOR_THE_BOUND ? SUPPORTED : this == REFUTED_FOR_THE_BOUND ? REFUTED : this;
    }

    /**
     * Returns the outcome where values may be upper bounds.
     *
     * @param effect the right value less the left one, or its logarithm
     * @param left whether the left value is an upper bound
     * @param right whether the right value is one
     */
    Outcome bounded(Relation relation, double effect, boolean left, boolean right) {
        return switch (this) {
            case SUPPORTED -> right || (left && relation == Relation.EQUAL) ? SUPPORTED_FOR_THE_BOUND : this;
            case REFUTED -> ((effect < 0 || relation != Relation.EQUAL) ? left : right) ? REFUTED_FOR_THE_BOUND : this;
            default -> this;
        };
    }

    /** Returns what becomes of a statement that holds if all of its comparisons do. */
    static Outcome ofAll(Iterable<Outcome> parts) {
        Outcome worst = SUPPORTED;
        Outcome refuted = MISSING;
        for (Outcome part : parts) {
            if (part.refutes()) {
                refuted = part.compareTo(refuted) < 0 ? part : refuted;
            }
            worst = part.compareTo(worst) > 0 ? part : worst;
        }
        return refuted.refutes() ? refuted : worst;
    }
}
