package dev.dlmbench.text;

/** An exact source that knows, too, what every token is likely to be given whatever was observed of a document. */
public interface ConditionalSource extends ExactSource {

    /** Returns K, the number of real tokens. */
    int symbols();

    /** Returns how many tokens before a place its law depends on at most. */
    int memory();

    /** Returns how many tokens at the start of a document say what the others are, and are never noised. */
    default int given() {
        return 0;
    }

    /**
     * Returns what each clean token is likely to be, given what was observed everywhere.
     *
     * @param evidence (n, K): the likelihood of what was observed at a position, given each clean token there; all ones
     *     where nothing was. A source with {@link #given} tokens needs a document from its start on
     * @param leaveOneOut whether a position's own observation is left aside
     * @return (n, K) probabilities
     * @throws IllegalArgumentException if the source cannot have made what was observed
     */
    double[][] marginals(double[][] evidence, boolean leaveOneOut);
}
