package dev.dlmbench.text;

import java.nio.charset.StandardCharsets;

/**
 * A mapping of text to ids and back. The K real tokens are 0 to K - 1; special ids, of which the mask is always one,
 * come on top. A new tokenizer is a class that implements this and a constant of {@link DataSpec.TokenizerKind}.
 */
public interface Tokenizer {
    /** How the mask shows in decoded text. */
    String MASK = "_";

    /** Returns K, the number of real tokens. */
    int tokens();

    /** Returns V, the number of ids, special ones included. */
    default int size() {
        return tokens() + 1;
    }

    /** Returns the special ids. */
    default SpecialIds special() {
        return SpecialIds.ofMask(tokens());
    }

    /** Returns the mask id. */
    default int mask() {
        return special().mask();
    }

    /**
     * Returns what, besides the number of tokens, determines the ids of a text, such as the alphabet or the hash of a
     * vocabulary file. It is part of the hash of prepared text: under another tokenizer it is another text.
     */
    String identity();

    /**
     * Returns the ids of {@code text}.
     *
     * @throws IllegalArgumentException if it cannot be encoded, saying which character is at fault
     */
    int[] encode(String text);

    /**
     * Returns the first place from {@code wanted} on, which is positive, where {@code text} can be cut in two without a
     * change of its ids; the end of the text if there is none.
     */
    default int cut(String text, int wanted) {
        return text.length();
    }

    /** Returns the text of {@code ids} as a whole, the mask shown as {@link #MASK}; broken UTF-8 shows as U+FFFD. */
    String decode(int[] ids);

    /**
     * Returns how many characters (code points) begin in {@code ids}. A character of several tokens belongs to the
     * piece of text that its first token lies in. So the pieces of a text have together just the characters of the
     * text, wherever it is cut.
     */
    long characterCount(int[] ids);

    /**
     * Returns the {@code tokenizer.json} by which Hugging Face's library gives every text the same ids; the mask is not
     * in it, unless it is a token of a published tokenizer.
     */
    String json();

    /**
     * Returns how many bytes of UTF-8 {@code ids} stand for. The pieces of a text have together just the bytes of the
     * text, wherever it is cut.
     */
    default long byteCount(int[] ids) {
        return decode(ids).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns whether an id is that of a token added to those that spell text, such as one that ends texts. */
    default boolean isAdded(int id) {
        return false;
    }

    /** Returns whether it is known which text the ids stand for. */
    default boolean spells() {
        return true;
    }
}
