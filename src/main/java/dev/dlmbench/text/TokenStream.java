package dev.dlmbench.text;

/**
 * Tokens to learn from.
 *
 * @param tokens one after another
 * @param stride training sequences start at multiples of it: 1 for running text, the sequence's length where the text
 *     is a row of documents of that length
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record TokenStream(int[] tokens, int stride) {

    /** Returns how many places a sequence of {@code length} tokens can start at. */
    public int starts(int length) {
        return tokens.length < length ? 0 : (tokens.length - length) / stride + 1;
    }
}
