package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A corpus that is read from files.
 *
 * @param training the file to learn from
 * @param test the file to measure on; empty where it is the last tenth of {@code training}
 * @param inFolder whether the files lie in the data folder
 * @param description in one line
 */
record TextFiles(String training, String test, boolean inFolder, String description) {
    private static final long LARGEST = 1_000_000_000;
    private static final double LEARNT_FROM = 0.9;

    /** The corpora of the data folder. */
    static final Map<String, TextFiles> NAMED = named();

    /**
     * A corpus as read.
     *
     * @param training to learn from
     * @param test to measure on
     */
    record Split(String training, String test) {}

    private static Map<String, TextFiles> named() {
        Map<String, TextFiles> named = new LinkedHashMap<>();
        named.put(
                "tinyshakespeare",
                new TextFiles(
                        "tinyshakespeare/input.txt",
                        "",
                        true,
                        "40,000 lines of Shakespeare; the last tenth is the test split"));
        named.put(
                "wiki27",
                new TextFiles(
                        "wiki27/train.txt",
                        "wiki27/valid.txt",
                        true,
                        "Wikipedia in 26 letters and the space; comparable with no published text8 figure"));
        named.put(
                "wikitext2",
                new TextFiles(
                        "wikitext2/valid.txt",
                        "wikitext2/test.txt",
                        true,
                        "learns from WikiText-2's validation split, measures on its test split; comparable with no"
                                + " published figure"));
        return named;
    }

    /**
     * Returns the files of a corpus, or nothing for a synthetic one.
     *
     * @throws InvalidSettingException if there is no corpus of that name
     */
    static Optional<TextFiles> of(CorpusSpec corpus) {
        if (corpus instanceof CorpusSpec.Named name) {
            TextFiles files = NAMED.get(name.name());
            if (files == null) {
                throw new InvalidSettingException("data.corpus is '" + name.name() + "', which is none of "
                        + String.join(", ", Corpora.descriptions().keySet()));
            }
            return Optional.of(files);
        }
        if (corpus instanceof CorpusSpec.TextFile file) {
            return Optional.of(new TextFiles(file.place().toString(), "", false, "the file " + file.path()));
        }
        return Optional.empty();
    }

    /** Returns the hash of the bytes of the files. */
    String hash(DataFolder folder) {
        StringBuilder hashes = new StringBuilder();
        for (Path path : paths(folder)) {
            hashes.append(Hashes.of(bytes(path)));
        }
        return Hashes.of(hashes.toString());
    }

    /** Reads the files. */
    Split read(DataFolder folder) {
        List<String> texts = paths(folder).stream().map(TextFiles::text).toList();
        if (texts.size() == 2) {
            return new Split(texts.get(0), texts.get(1));
        }
        String whole = texts.get(0);
        int cut = whole.offsetByCodePoints(0, (int) (LEARNT_FROM * whole.codePointCount(0, whole.length())));
        return new Split(whole.substring(0, cut), whole.substring(cut));
    }

    private List<Path> paths(DataFolder folder) {
        List<Path> paths = new ArrayList<>();
        for (String name : List.of(training, test)) {
            if (!name.isEmpty()) {
                paths.add(inFolder ? folder.file(name) : given(name));
            }
        }
        return paths;
    }

    private static Path given(String name) {
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) {
            throw new InvalidSettingException("data.corpus.path: there is no file " + path);
        }
        return path;
    }

    private static byte[] bytes(Path path) {
        try {
            long size = Files.size(path);
            if (size > LARGEST) {
                throw new InvalidSettingException(
                        path + " has " + size + " bytes; at most " + LARGEST + " can be read");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InvalidSettingException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path path) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(path));
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            throw new InvalidSettingException(
                    path + " is not UTF-8: byte " + bytes.position() + " starts no character");
        }
        return characters.flip().toString();
    }
}
