package dev.dlmbench.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.dlmbench.base.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A tokenizer that a {@code tokenizer.json} describes, computed by Hugging Face's library. All ids of the file are real
 * tokens, a mask among them too; the mask of this program comes on top. Nothing is put around a text, and text that
 * spells a special token is one.
 *
 * <p>Where tokens spell bytes, texts come back byte for byte. Other tokenizers (WordPiece, unigrams) give what their
 * own decoder makes of the tokens, which may be another text than the one that was encoded: characters are counted in
 * what was decoded.
 */
final class PretrainedTokenizer implements Tokenizer {
    /** The library holds over 100 bytes for a token while it encodes, so that long texts go piece by piece. */
    private static final int CHARACTERS_AT_ONCE = 1 << 16;

    private final TokenizerFile file;
    private final HuggingFaceTokenizer library;
    private final Decoding decoding;

    private PretrainedTokenizer(TokenizerFile file, HuggingFaceTokenizer library) {
        this.file = file;
        this.library = library;
        this.decoding = file.parts().ofBytes()
                ? new Bytes(new TokenBytes(file), file.tokens())
                : new Words(library, file.tokens(), anchor(file));
    }

    /**
     * Reads a tokenizer; all that it needs comes with this program.
     *
     * @throws InvalidSettingException if the file cannot be read or describes no tokenizer
     */
    static PretrainedTokenizer read(Path path) {
        return of(TokenizerFile.read(path));
    }

    /**
     * Returns the tokenizer that {@code file} describes.
     *
     * @throws InvalidSettingException if it describes none
     */
    static PretrainedTokenizer of(TokenizerFile file) {
        loadLibrary();
        try {
            return new PretrainedTokenizer(
                    file,
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(file.json().getBytes(StandardCharsets.UTF_8)),
                            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false")));
        } catch (IOException | RuntimeException e) {
            throw e instanceof InvalidSettingException told
                    ? told
                    : new InvalidSettingException(
                            "data.tokenizer.file: " + file.path() + " describes no tokenizer: " + e.getMessage(), e);
        }
    }

    private static void loadLibrary() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true"); // else it would fetch a build for the GPU that it finds
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "data.tokenizer: the library of tokenizers does not start here; it is unpacked into the folder"
                            + " ENGINE_CACHE_DIR, else .djl.ai in the home folder, which must be writable",
                    e);
        }
    }

    @Override
    public int tokens() {
        return file.tokens();
    }

    /**
     * Returns them as {@code special_tokens_map.json} or {@code tokenizer_config.json} beside the file say, else by how
     * they are spelled.
     *
     * @throws InvalidSettingException if one of those cannot be read
     */
    @Override
    public SpecialIds special() {
        return SpecialTokens.of(file);
    }

    @Override
    public boolean isAdded(int id) {
        return file.added().containsKey(id);
    }

    @Override
    public int mask() {
        return file.tokens();
    }

    /** Returns the hash of the file. */
    @Override
    public String identity() {
        return file.hash();
    }

    /** Returns the file as it was read. */
    @Override
    public String json() {
        return file.json();
    }

    @Override
    public int[] encode(String text) {
        List<int[]> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int until = cut(text, from + CHARACTERS_AT_ONCE);
            pieces.add(ids(text.substring(from, until)));
            from = until;
        }
        return pieces.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private int[] ids(String text) {
        try {
            return Arrays.stream(library.encode(text, false, false).getIds())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the tokenizer cannot encode the text: " + e.getMessage(), e);
        }
    }

    /** Cuts where a space follows a letter, if the tokenizer splits there whatever comes. */
    @Override
    public int cut(String text, int wanted) {
        for (int at = wanted; at < text.length() && file.parts().atSpaces(); at++) {
            if (text.charAt(at) == ' ' && Character.isLetter(text.charAt(at - 1))) {
                return at;
            }
        }
        return text.length();
    }

    @Override
    public String decode(int[] ids) {
        return decoding.text(ids);
    }

    @Override
    public long characterCount(int[] ids) {
        return decoding.characters(ids);
    }

    @Override
    public long byteCount(int[] ids) {
        return decoding.bytes(ids);
    }

    /** A decoder that joins words leaves out the blank in front of the first, so one is put before it. */
    private static int anchor(TokenizerFile file) {
        return file.id(List.of("a", "\u2581a"))
                .orElseThrow(() -> TokenizerFile.broken(file.path(), "its decoder is not ByteLevel, and 'a' no token"));
    }

    /** How ids become text. */
    private sealed interface Decoding {
        /** Returns the text of ids. */
        String text(int[] ids);

        /** Returns how many characters begin in ids. */
        long characters(int[] ids);

        /** Returns how many bytes of UTF-8 ids stand for. */
        long bytes(int[] ids);
    }

    /** Tokens that spell bytes. */
    private record Bytes(TokenBytes tokens, int mask) implements Decoding {
        @Override
        public String text(int[] ids) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(4 * ids.length);
            for (int id : ids) {
                if (id == mask) {
                    text.writeBytes(MASK.getBytes(StandardCharsets.UTF_8));
                } else {
                    tokens.write(id, text);
                }
            }
            return text.toString(StandardCharsets.UTF_8);
        }

        @Override
        public long characters(int[] ids) {
            return Arrays.stream(ids)
                    .mapToLong(id -> id == mask ? MASK.length() : tokens.characters(id))
                    .sum();
        }

        @Override
        public long bytes(int[] ids) {
            return Arrays.stream(ids)
                    .mapToLong(id -> id == mask ? MASK.length() : tokens.bytes(id))
                    .sum();
        }
    }

    /** Tokens that spell words, which the library joins. */
    private record Words(HuggingFaceTokenizer library, int mask, int anchor) implements Decoding {
        /** Runs between masks are decoded one by one, with a blank around each mask. */
        @Override
        public String text(int[] ids) {
            List<String> parts = new ArrayList<>();
            int from = 0;
            for (int at = 0; at <= ids.length; at++) {
                boolean masked = at < ids.length && ids[at] == mask;
                if ((masked || at == ids.length) && at > from) {
                    parts.add(library.decode(longs(Arrays.copyOfRange(ids, from, at)), false));
                }
                if (masked) {
                    parts.add(MASK);
                    from = at + 1;
                }
            }
            return String.join(" ", parts);
        }

        @Override
        public long characters(int[] ids) {
            String piece = piece(ids);
            return piece.codePointCount(0, piece.length());
        }

        @Override
        public long bytes(int[] ids) {
            return piece(ids).getBytes(StandardCharsets.UTF_8).length;
        }

        /** Returns the text of ids within a text: the blank in front of a piece belongs to it. */
        private String piece(int[] ids) {
            int[] behind =
                    IntStream.concat(IntStream.of(anchor), Arrays.stream(ids)).toArray();
            return text(behind).substring(text(new int[] {anchor}).length());
        }

        private static long[] longs(int[] ids) {
            return Arrays.stream(ids).asLongStream().toArray();
        }
    }
}
