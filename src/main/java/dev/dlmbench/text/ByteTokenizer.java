package dev.dlmbench.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tokenizer whose tokens are the 256 bytes of UTF-8. */
public final class ByteTokenizer implements Tokenizer {
    private static final int BYTES = 256;

    @Override
    public int tokens() {
        return BYTES;
    }

    @Override
    public String identity() {
        return "";
    }

    @Override
    public int[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int[] encoded = new int[utf8.length];
        Arrays.setAll(encoded, i -> utf8[i] & 255);
        return encoded;
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
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(ids.length);
        for (int id : ids) {
            utf8.write(id == mask() ? MASK.charAt(0) : id);
        }
        return utf8.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String json() {
        return TokenizerJson.ofBytes();
    }

    /**
     * Counts the bytes with which a character begins: those that follow begin with the bits 10. Pieces that do not
     * follow each other count, on average over their places, what they are a share of.
     */
    @Override
    public long characterCount(int[] ids) {
        return Arrays.stream(ids).filter(octet -> (octet & 0xc0) != 0x80).count();
    }

    @Override
    public long byteCount(int[] ids) {
        return ids.length;
    }
}
