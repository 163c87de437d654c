package dev.dlmbench.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns text into ids and back. The K real tokens are 0 to K - 1; id K is the mask. */
public final class Vocabulary {
    private static final String MASK = "_";
    private static final int BYTES = 256;

    private final int[] characters;
    private final int tokens;
    private final boolean bytes;
    private final Map<Integer, Integer> ids = new HashMap<>();

    private Vocabulary(int[] characters, int tokens, boolean bytes) {
        this.characters = characters;
        this.tokens = tokens;
        this.bytes = bytes;
        for (int id = 0; id < characters.length; id++) {
            ids.put(characters[id], id);
        }
    }

    /** Returns a vocabulary of the characters (code points) that occur in {@code text}, in the order of their codes. */
    public static Vocabulary characters(String text) {
        int[] characters = text.codePoints().distinct().sorted().toArray();
        return new Vocabulary(characters, characters.length, false);
    }

    /** Returns the vocabulary of the 256 bytes of UTF-8. */
    public static Vocabulary bytes() {
        return new Vocabulary(new int[0], BYTES, true);
    }

    /** Returns a vocabulary of which only the size is known; its text is the ids themselves. */
    public static Vocabulary ids(int tokens) {
        return new Vocabulary(new int[0], tokens, false);
    }

    /** Returns the characters in the order of their ids; empty for bytes. */
    String alphabet() {
        return new String(characters, 0, characters.length);
    }

    /** Returns K, the number of real tokens. */
    public int tokens() {
        return tokens;
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
        if (bytes) {
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
        if (!spells()) {
            return Arrays.stream(tokens)
                    .mapToObj(token -> token == mask() ? MASK : Integer.toString(token))
                    .collect(Collectors.joining(" "));
        }
        if (bytes) {
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

    /**
     * Returns how many characters begin in {@code tokens}. A character of several bytes belongs to the piece of text
     * that its first byte lies in: UTF-8 tells that byte from those that follow, which begin with the bits 10. So the
     * pieces of a text have together just the characters of the text, wherever it is cut, and pieces that do not follow
     * each other count, on average over their places, what they are a share of.
     */
    public long characterCount(int[] tokens) {
        return bytes ? Arrays.stream(tokens).filter(Vocabulary::beginsCharacter).count() : tokens.length;
    }

    private static boolean beginsCharacter(int octet) {
        return (octet & 0xc0) != 0x80;
    }

    /** Returns whether it is known which text the ids stand for. */
    public boolean spells() {
        return bytes || characters.length > 0;
    }
}
