package dev.dlmbench.compression;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.text.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Any bytes as a text that a tokenizer knows, and beside it what that text lacks: characters without tokens, and bytes
 * that are no UTF-8.
 *
 * @param ids of the text
 * @param escapes where the text lacks what: again and again the characters before it, since the last time, and how many
 *     bytes it has, both in groups of seven bits with the lowest first, and these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record SpelledText(int[] ids, byte[] escapes) {

    /**
     * Takes bytes apart.
     *
     * @throws InvalidSettingException if the tokenizer does not give texts back as they were
     */
    public static SpelledText of(byte[] bytes, Tokenizer tokenizer) {
        if (!tokenizer.spells()) {
            throw new InvalidSettingException("the model's text are ids, and nobody knows what they spell");
        }
        return new Speller(tokenizer).spell(bytes);
    }

    /**
     * Returns the bytes again.
     *
     * @throws IllegalArgumentException if the escapes are none
     */
    public byte[] bytes(Tokenizer tokenizer) {
        String text = tokenizer.decode(ids);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer left = ByteBuffer.wrap(escapes);
        int place = 0;
        int behind = text.codePointCount(0, text.length()); // characters from there on
        while (left.hasRemaining()) {
            int characters = number(left);
            int count = number(left);
            if (characters > behind || count > left.remaining()) {
                throw new IllegalArgumentException("what the text lacks is nowhere in it");
            }
            int next = text.offsetByCodePoints(place, characters);
            bytes.writeBytes(text.substring(place, next).getBytes(StandardCharsets.UTF_8));
            byte[] lacking = new byte[count];
            left.get(lacking);
            bytes.writeBytes(lacking);
            place = next;
            behind -= characters;
        }
        bytes.writeBytes(text.substring(place).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static int number(ByteBuffer bytes) {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int group = bytes.hasRemaining() ? bytes.get() : 0;
            number |= (group & 0x7f) << shift;
            if (group >= 0) {
                break;
            }
        }
        if (number < 0) {
            throw new IllegalArgumentException("a number of what the text lacks is too large");
        }
        return number;
    }

    /** Takes bytes apart, piece by piece. */
    private static final class Speller {
        private final Tokenizer tokenizer;
        private final Map<Integer, Boolean> known = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream escapes = new ByteArrayOutputStream();
        private final ByteArrayOutputStream lacking = new ByteArrayOutputStream();
        private int characters; // since what was lacking the last time

        Speller(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        SpelledText spell(byte[] bytes) {
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            CharBuffer out = CharBuffer.allocate(bytes.length);
            while (in.hasRemaining()) {
                CoderResult result = decoder.decode(in, out, true);
                out.flip().codePoints().forEach(this::character);
                out.clear();
                for (int i = 0; result.isError() && i < result.length(); i++) {
                    lacking.write(in.get());
                }
            }
            escape();
            String whole = text.toString();
            int[] ids = tokenizer.encode(whole);
            if (!givesBack(whole, ids)) {
                throw new InvalidSettingException(
                        "the tokenizer of the model does not give this text back as it is, so that it cannot be coded");
            }
            return new SpelledText(ids, escapes.toByteArray());
        }

        private void character(int character) {
            if (known.computeIfAbsent(character, this::knows)) {
                escape();
                text.appendCodePoint(character);
                characters++;
            } else {
                lacking.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        }

        private void escape() {
            if (lacking.size() > 0) {
                number(characters);
                number(lacking.size());
                escapes.writeBytes(lacking.toByteArray());
                lacking.reset();
                characters = 0;
            }
        }

        private void number(int number) {
            int left = number;
            while (left > 0x7f) {
                escapes.write((left & 0x7f) | 0x80);
                left >>>= 7;
            }
            escapes.write(left);
        }

        private boolean knows(int character) {
            String alone = Character.toString(character);
            try {
                return givesBack(alone, tokenizer.encode(alone));
            } catch (IllegalArgumentException unknown) {
                return false;
            }
        }

        private boolean givesBack(String words, int[] ids) {
            return Arrays.stream(ids).allMatch(id -> id < tokenizer.tokens())
                    && tokenizer.decode(ids).equals(words);
        }
    }
}
