package dev.dlmbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokenizers in the files that GPT-2 and BERT came in, before there was one format for all. */
final class VocabularyFiles {
    private static final String FOLDER = "data.tokenizer.folder";
    private static final String FILE = "data.tokenizer.file";
    private static final List<String> IDS = List.of("encoder.json", "vocab.json");
    private static final List<String> MERGES = List.of("vocab.bpe", "merges.txt");
    private static final String UNKNOWN = "[UNK]";

    private VocabularyFiles() {}

    /**
     * Reads a byte-level BPE: an object of ids by token, and a list of merges, one in a line, the first line perhaps a
     * version.
     *
     * @throws InvalidSettingException if a file is missing or is not that
     */
    static TokenizerFile bytePairs(Path folder) {
        Path ids = first(folder, IDS);
        Map<String, Integer> vocabulary = vocabulary(ids);
        List<String> merges = merges(first(folder, MERGES));
        return TokenizerFile.of(
                VocabularyJson.bytePairs(vocabulary, merges, SpecialTokens.among(vocabulary.keySet())), ids);
    }

    /**
     * Reads word pieces, one token in a line, the first with id 0.
     *
     * @throws InvalidSettingException if the file is missing or is not that
     */
    static TokenizerFile wordPieces(Path file) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (String token : lines(FILE, file)) {
            Integer before = vocabulary.putIfAbsent(token, vocabulary.size());
            if (before != null) {
                throw new InvalidSettingException(FILE + ": " + file + ":" + (vocabulary.size() + 1) + " has '" + token
                        + "' once more, which line " + (before + 1) + " has");
            }
        }
        if (!vocabulary.containsKey(UNKNOWN)) {
            throw new InvalidSettingException(FILE + ": " + file + " has no token " + UNKNOWN);
        }
        return TokenizerFile.of(
                VocabularyJson.wordPieces(vocabulary, UNKNOWN, SpecialTokens.among(vocabulary.keySet())), file);
    }

    private static Map<String, Integer> vocabulary(Path file) {
        try {
            JsonNode whole = Json.parse(TokenizerFile.text(FOLDER, file), JsonNode.class, file, 1);
            Map<String, Integer> vocabulary = new LinkedHashMap<>();
            whole.properties()
                    .forEach(token ->
                            vocabulary.put(token.getKey(), token.getValue().asInt(-1)));
            return vocabulary;
        } catch (IOException e) {
            throw new InvalidSettingException(FOLDER + ": " + e.getMessage(), e);
        }
    }

    private static List<String> merges(Path file) {
        List<String> lines = lines(FOLDER, file);
        List<String> merges =
                lines.isEmpty() || !lines.get(0).startsWith("#version") ? lines : lines.subList(1, lines.size());
        for (String merge : merges) {
            if (merge.split(" ", -1).length != 2) {
                throw new InvalidSettingException(FOLDER + ": " + file + " has the line '" + merge
                        + "', which is not two tokens with a blank between them");
            }
        }
        return merges;
    }

    private static List<String> lines(String key, Path file) {
        return TokenizerFile.text(key, file).lines().toList();
    }

    private static Path first(Path folder, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        FOLDER + ": " + folder + " has neither of the files " + String.join(" and ", names)));
    }
}
