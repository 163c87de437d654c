package dev.dlmbench.sampling;

/**
 * What is asked of one sequence. Sequences of a batch may differ in it.
 *
 * @param given tokens that are not drawn
 * @param length tokens that it has, or has at most
 */
public record SequenceCondition(Template given, int length) {

    /** Checks the length. */
    public SequenceCondition {
        if (length < 1) {
            throw new IllegalArgumentException("a sequence has at least one token, not " + length);
        }
    }

    /** Asks for {@code length} tokens, none of them given. */
    public static SequenceCondition free(int length) {
        return new SequenceCondition(Template.EMPTY, length);
    }

    /** Returns how many tokens at the start are no part of what is drawn: a stop text begins behind them. */
    public int prompt() {
        return given.length();
    }
}
