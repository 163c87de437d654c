package dev.dlmbench.text;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tokenizer of a text that comes as ids, of which only the number is known; its text is the ids themselves.
 *
 * @param tokens K, the number of real tokens
 */
public record IdTokenizer(int tokens) implements Tokenizer {

    @Override
    public String identity() {
        return "";
    }

    /** @throws IllegalArgumentException unless {@code text} is empty: no character is known */
    @Override
    public int[] encode(String text) {
        if (!text.isEmpty()) {
            String first = Character.toString(text.codePointAt(0));
            throw new IllegalArgumentException(
                    "the vocabulary has no character '" + first + "' (" + text.codePointAt(0) + ")");
        }
        return new int[0];
    }

    @Override
    public String decode(int[] ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> id == mask() ? MASK : Integer.toString(id))
                .collect(Collectors.joining(" "));
    }

    /** Returns the number of ids; {@link #spells} tells that these are no characters. */
    @Override
    public long characterCount(int[] ids) {
        return ids.length;
    }

    /** Returns words that are the ids, with blanks between them, as {@link #decode} gives them. */
    @Override
    public String json() {
        return TokenizerJson.ofWords(
                IntStream.range(0, tokens).mapToObj(Integer::toString).toList());
    }

    @Override
    public boolean spells() {
        return false;
    }
}
