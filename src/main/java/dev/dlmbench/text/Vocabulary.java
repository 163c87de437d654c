package dev.dlmbench.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Turns text into ids and back. The K real tokens are 0 to K - 1; id K is the mask. */
public final class Vocabulary {
    private static final String MASK = "_";

    private final int[] characters;
    private final Map<Integer, Integer> ids = new HashMap<>();

    private Vocabulary(int[] characters) {
        this.characters = characters;
        for (int id = 0; id < characters.length; id++) {
            ids.put(characters[id], id);
        }
    }

    /** Returns a vocabulary of the characters (code points) that occur in {@code text}, in the order of their codes. */
    public static Vocabulary characters(String text) {
        return new Vocabulary(text.codePoints().distinct().sorted().toArray());
    }

    /** Returns the vocabulary of the 256 bytes of UTF-8. */
    public static Vocabulary bytes() {
        return new Vocabulary(new int[0]);
    }

    /** Returns K, the number of real tokens. */
    public int tokens() {
        return isBytes() ? 256 : characters.length;
    }

    /** Returns V = K + 1, the number of ids with the mask. */
    public int size() {
        return tokens() + 1;
    }

    /** Returns the mask id, K. */
    public int mask() {
        return tokens();
    }

    /**
     * Returns the ids of {@code text}.
     *
     * @throws IllegalArgumentException if it has a character that the vocabulary lacks
     */
    public int[] encode(String text) {
        if (isBytes()) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int[] encoded = new int[utf8.length];
            Arrays.setAll(encoded, i -> utf8[i] & 255);
            return encoded;
        }
        return text.codePoints()
                .map(character -> {
                    Integer id = ids.get(character);
                    if (id == null) {
                        throw new IllegalArgumentException("the vocabulary has no character '"
                                + Character.toString(character) + "' (" + character + ")");
                    }
                    return id;
                })
                .toArray();
    }

    /** Returns the text of {@code tokens}, the mask shown as an underscore; broken UTF-8 shows as U+FFFD. */
    public String decode(int[] tokens) {
        if (isBytes()) {
            ByteArrayOutputStream utf8 = new ByteArrayOutputStream(tokens.length);
            for (int token : tokens) {
                utf8.write(token == mask() ? MASK.charAt(0) : token);
            }
            return utf8.toString(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(tokens.length);
        for (int token : tokens) {
            if (token == mask()) {
                text.append(MASK);
            } else {
                text.appendCodePoint(characters[token]);
            }
        }
        return text.toString();
    }

    /** Returns how many characters {@code tokens} stand for. */
    public long characterCount(int[] tokens) {
        return isBytes() ? decode(tokens).codePoints().count() : tokens.length;
    }

    private boolean isBytes() {
        return characters.length == 0;
    }
}
