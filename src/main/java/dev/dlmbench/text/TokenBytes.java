package dev.dlmbench.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bytes that the tokens of a byte-level tokenizer stand for. Its file spells a byte as a character: a printable one
 * of Latin-1 as itself, the others, in order, as the characters from 256 on (Radford et al. 2019, section 2.2).
 */
final class TokenBytes {
    private static final Map<Integer, Byte> SPELLED = spelled();

    private static final List<Integer> ALPHABET =
            SPELLED.keySet().stream().sorted().toList();
    private static final int[] RANKS = new int[256];

    static {
        for (int rank = 0; rank < ALPHABET.size(); rank++) {
            RANKS[Objects.requireNonNull(SPELLED.get(ALPHABET.get(rank))) & 0xff] = rank;
        }
    }

    private final byte[][] bytes;

    /** Finds the bytes of all tokens. */
    TokenBytes(TokenizerFile file) {
        bytes = new byte[file.tokens()][0];
        file.names().forEach((id, name) -> bytes[id] = of(name));
        file.added().forEach((id, name) -> bytes[id] = name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the spellings of all bytes, in the order of the characters. */
    static List<String> alphabet() {
        return ALPHABET.stream().map(Character::toString).toList();
    }

    /** Returns the places that the bytes of a text have in {@link #alphabet}. */
    static int[] ranks(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int[] ranks = new int[utf8.length];
        Arrays.setAll(ranks, i -> RANKS[utf8[i] & 0xff]);
        return ranks;
    }

    /** Appends the bytes of a token. */
    void write(int id, ByteArrayOutputStream text) {
        text.writeBytes(bytes[id]);
    }

    /** Returns how many bytes a token has. */
    int bytes(int id) {
        return bytes[id].length;
    }

    /** Returns how many characters begin in a token: bytes that go on with one begin with the bits 10. */
    int characters(int id) {
        int begun = 0;
        for (byte octet : bytes[id]) {
            begun += (octet & 0xc0) == 0x80 ? 0 : 1;
        }
        return begun;
    }

    /** A spelling with a character that stands for no byte is taken as it is. */
    private static byte[] of(String name) {
        if (!name.codePoints().allMatch(SPELLED::containsKey)) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        name.codePoints().forEach(character -> text.write(SPELLED.getOrDefault(character, (byte) 0)));
        return text.toByteArray();
    }

    /** Returns how a byte from 0 to 255 is spelled. */
    static String spelling(int octet) {
        return SPELLED.entrySet().stream()
                .filter(spelled -> spelled.getValue() == (byte) octet)
                .map(spelled -> Character.toString(spelled.getKey()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Integer, Byte> spelled() {
        Map<Integer, Byte> spelled = new HashMap<>();
        int next = 256;
        for (int octet = 0; octet < 256; octet++) {
            boolean printable = (octet > ' ' && octet < 0x7f) || (octet > 0xa0 && octet != 0xad);
            spelled.put(printable ? octet : next++, (byte) octet);
        }
        return spelled;
    }
}
