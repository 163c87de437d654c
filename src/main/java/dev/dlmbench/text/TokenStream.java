package dev.dlmbench.text;

import java.util.Arrays;

/**
 * Tokens to learn from.
 *
 * @param ids one after another
 * @param stride training sequences start at multiples of it: 1 for running text, the sequence's length where the text
 *     is a row of documents of that length
 */
public record TokenStream(IdSequence ids, int stride) {
    private static final int HEAD = 1 << 24;

    /** Creates a stream that lies in memory. */
    public TokenStream(int[] tokens, int stride) {
        this(IdSequence.of(tokens), stride);
    }

    /** Returns how many places a sequence of {@code length} tokens can start at. */
    public long starts(int length) {
        return ids.length() < length ? 0 : (ids.length() - length) / stride + 1;
    }

    /** Returns the tokens: all that lie in memory, and the first 16 million of those that do not. */
    public int[] tokens() {
        return ids instanceof IdSequence.InMemory memory
                ? memory.ids()
                : ids.slice(0, (int) Math.min(HEAD, ids.length()));
    }

    /** Returns how often each of the K tokens occurs. */
    public long[] counts(int tokens) {
        long[] counts = new long[tokens];
        ids.each(run -> Arrays.stream(run).forEach(token -> counts[token]++));
        return counts;
    }
}
