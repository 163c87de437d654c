package dev.dlmbench.evaluation;

/**
 * What may stand behind a prompt, in a sequence as long as those that a model learns from. Whatever stands behind the
 * continuation is not decided yet, as while it is being written.
 *
 * @param tokens the whole sequence
 * @param from the first token of the continuation
 * @param until the one behind its last
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Continuation(int[] tokens, int from, int until) {
    /** Checks that there is something to score. */
    public Continuation {
        if (from < 0 || until <= from || until > tokens.length) {
            throw new IllegalArgumentException(
                    "no continuation from " + from + " until " + until + " of " + tokens.length + " tokens");
        }
    }

    /** Returns how many tokens it has. */
    public int length() {
        return until - from;
    }

    /** Returns the first token of its part in the {@code k}-th block of {@code size} tokens that it reaches into. */
    int start(int k, int size) {
        return Math.max(from, (from / size + k) * size);
    }

    /** Returns the token behind the last of that part. */
    int end(int k, int size) {
        return Math.min(until, (from / size + k + 1) * size);
    }

    /** Returns how many blocks of {@code size} tokens it reaches into. */
    int parts(int size) {
        return (until - 1) / size - from / size + 1;
    }

    /** Returns the most tokens that it has in one block of {@code size} tokens. */
    int largestPart(int size) {
        int largest = 0;
        for (int k = 0; k < parts(size); k++) {
            largest = Math.max(largest, end(k, size) - start(k, size));
        }
        return largest;
    }
}
