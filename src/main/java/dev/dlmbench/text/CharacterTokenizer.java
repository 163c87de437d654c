package dev.dlmbench.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A tokenizer whose tokens are characters (code points), in the order of their codes. */
public final class CharacterTokenizer implements Tokenizer {
    private final int[] characters;
    private final Map<Integer, Integer> ids = new HashMap<>();

    private CharacterTokenizer(int[] characters) {
        this.characters = characters;
        for (int id = 0; id < characters.length; id++) {
            ids.put(characters[id], id);
        }
    }

    /** Returns a tokenizer of the characters that occur in {@code text}. */
    public static CharacterTokenizer of(String text) {
        return new CharacterTokenizer(text.codePoints().distinct().sorted().toArray());
    }

    @Override
    public int tokens() {
        return characters.length;
    }

    /** Returns the characters in the order of their ids. */
    @Override
    public String identity() {
        return new String(characters, 0, characters.length);
    }

    @Override
    public int[] encode(String text) {
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

    /** Cuts between any two characters. */
    @Override
    public int cut(String text, int wanted) {
        if (wanted >= text.length()) {
            return text.length();
        }
        return Character.isLowSurrogate(text.charAt(wanted)) ? wanted + 1 : wanted;
    }

    @Override
    public String decode(int[] ids) {
        StringBuilder text = new StringBuilder(ids.length);
        for (int id : ids) {
            if (id == mask()) {
                text.append(MASK);
            } else {
                text.appendCodePoint(characters[id]);
            }
        }
        return text.toString();
    }

    @Override
    public String json() {
        return TokenizerJson.ofCharacters(
                Arrays.stream(characters).mapToObj(Character::toString).toList());
    }

    @Override
    public long characterCount(int[] ids) {
        return ids.length;
    }
}
