package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * How long sequences get. BD3-LM's rules (arXiv 2503.09573, appendix C.5): a sequence of free length ends with its stop
 * text, or before its last {@value #RECENT} tokens where they repeat themselves; one of fixed length is drawn anew
 * where they do, and stays short where the last retry does too.
 *
 * @param maxLength tokens at most, a multiple of the block size; 0 stands for the model's own length
 * @param text that ends a sequence, itself included; empty: length is fixed
 * @param entropy in nats that the histogram of the last {@value #RECENT} tokens must have; 0 means no rule
 * @param retries draws of a sequence of fixed length at most, beyond the first
 */
public record Stopping(int maxLength, String text, double entropy, int retries) {
    /** Tokens whose histogram tells whether a sequence repeats itself. */
    public static final int RECENT = 256;

    /** As long as the model's sequences, whatever comes. */
    public static final Stopping FIXED = new Stopping(0, "", 0, 0);

    /** Checks the settings. */
    public Stopping {
        Problems.in("sampling.stop")
                .check(
                        maxLength >= 0 && maxLength <= 262_144,
                        "maxLength",
                        "must be positive and at most 262144, got %d",
                        maxLength)
                .check(entropy >= 0, "entropy", "must not be negative, got %s", entropy)
                .check(retries >= 0 && retries <= 1000, "retries", "must be between 0 and 1000, got %d", retries)
                .rejectIfAny();
    }

    /** Returns the same with another text that ends a sequence. */
    public Stopping at(String end) {
        return new Stopping(maxLength, end, entropy, retries);
    }

    /** Returns the same for answers to the examples of a task, each of which ends with a token of its own. */
    public Stopping atEndOfAnswer() {
        return at("the end of an answer");
    }

    /** Returns the tokens that a sequence has at most, for a model of sequences of {@code sequence} tokens. */
    public int maxLengthIn(int sequence) {
        return maxLength == 0 ? sequence : maxLength;
    }

    /** Returns whether a sequence's length depends on what it says. */
    public boolean free() {
        return !text.isEmpty();
    }
}
