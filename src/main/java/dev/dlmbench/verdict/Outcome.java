package dev.dlmbench.verdict;

import dev.dlmbench.base.Names;

/** What becomes of a claim, or of one comparison of it. */
public enum Outcome {
    /** The results say so. */
    SUPPORTED,
    /** The results say the contrary. */
    REFUTED,
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

    /** Returns what becomes of a statement that holds if all of its comparisons do. */
    static Outcome ofAll(Iterable<Outcome> parts) {
        Outcome worst = SUPPORTED;
        for (Outcome part : parts) {
            if (part == REFUTED) {
                return REFUTED;
            }
            worst = part.compareTo(worst) > 0 ? part : worst;
        }
        return worst;
    }
}
