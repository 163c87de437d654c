package dev.dlmbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a {@code tokenizer.json} of Hugging Face's library says about its tokens.
 *
 * @param path where it is
 * @param json what is in it
 * @param tokens K: one more than the largest id, so that ids which no token has count too
 * @param names the spelling of each token, by its id
 * @param added the tokens that stand in a text as they are and are found before all others, by their ids
 * @param parts how it works
 */
record TokenizerFile(
        Path path, String json, int tokens, Map<Integer, String> names, Map<Integer, String> added, Parts parts) {
    private static final long LARGEST = 256L << 20;
    private static final int MOST_TOKENS = 10_000_000;
    private static final String KEY = "data.tokenizer.file";
    private static final String TYPE = "type";

    /** What splits a text in front of white space that follows a letter, whatever else it does. */
    private static final Set<String> SPLITS_AT_SPACES =
            Set.of("ByteLevel", "BertPreTokenizer", "Whitespace", "WhitespaceSplit");

    /** What changes characters one at a time, or with those beside them, but nothing at the ends of a text. */
    private static final Set<String> LOCAL = Set.of("BertNormalizer", "Lowercase", "NFC", "NFD", "NFKC", "NFKD");

    /**
     * How it works, as far as that matters here.
     *
     * @param ofBytes whether tokens spell bytes, so that they may begin or end within a character
     * @param atSpaces whether a text can be cut in front of a space that follows a letter without a change of its ids
     */
    record Parts(boolean ofBytes, boolean atSpaces) {}

    /**
     * Reads a file.
     *
     * @throws InvalidSettingException if it cannot be read or describes no tokenizer
     */
    static TokenizerFile read(Path path) {
        return of(text(KEY, path), path);
    }

    /**
     * Returns what {@code json} says.
     *
     * @param path what it was made from
     * @throws InvalidSettingException if it describes no tokenizer
     */
    static TokenizerFile of(String json, Path path) {
        try {
            JsonNode whole = Json.parse(json, JsonNode.class, path, 1);
            NavigableMap<Integer, String> names = new TreeMap<>();
            vocabulary(whole.path("model").path("vocab"), path).forEach((id, name) -> put(names, id, name, path));
            Map<Integer, String> added = new TreeMap<>();
            whole.path("added_tokens")
                    .forEach(token -> put(
                            added,
                            token.path("id").asInt(-1),
                            token.path("content").asText(),
                            path));
            names.putAll(added);
            if (names.isEmpty()) {
                throw broken(path, "model.vocab has no tokens");
            }
            int tokens = names.lastKey() + 1;
            boolean ofBytes = kind(whole.path("decoder")).equals("ByteLevel");
            boolean atSpaces = added.values().stream().noneMatch(token -> token.contains(" "))
                    && splitsAtSpaces(whole.path("pre_tokenizer"))
                    && isLocal(whole.path("normalizer"));
            return new TokenizerFile(path, json, tokens, names, added, new Parts(ofBytes, atSpaces));
        } catch (IOException e) {
            throw new InvalidSettingException("data.tokenizer.file is no JSON: " + e.getMessage(), e);
        }
    }

    /** Returns the hash of the content. */
    String hash() {
        return Hashes.of(json);
    }

    /** Returns the id of the first of {@code spellings} that is a token. */
    Optional<Integer> id(List<String> spellings) {
        return spellings.stream()
                .flatMap(name -> names.entrySet().stream()
                        .filter(token -> token.getValue().equals(name))
                        .map(Map.Entry::getKey))
                .findFirst();
    }

    static InvalidSettingException broken(Path path, String why) {
        return new InvalidSettingException("data.tokenizer.file: " + path + " describes no tokenizer: " + why);
    }

    /** A vocabulary is an object of ids by token or, for unigrams, a list of pairs of token and score. */
    private static Map<Integer, String> vocabulary(JsonNode vocabulary, Path path) {
        Map<Integer, String> names = new TreeMap<>();
        if (vocabulary.isArray()) {
            for (JsonNode pair : vocabulary) {
                put(names, names.size(), pair.path(0).asText(), path);
            }
        } else {
            vocabulary.properties().forEach(token -> put(names, token.getValue().asInt(-1), token.getKey(), path));
        }
        return names;
    }

    private static void put(Map<Integer, String> names, int id, String name, Path path) {
        if (id < 0 || id >= MOST_TOKENS) {
            throw broken(path, "the id of '" + name + "' is none, or not between 0 and " + (MOST_TOKENS - 1));
        }
        String first = names.putIfAbsent(id, name);
        if (first != null && !first.equals(name)) {
            throw broken(path, "'" + first + "' and '" + name + "' have the same id " + id);
        }
    }

    private static boolean splitsAtSpaces(JsonNode pretokenizer) {
        return SPLITS_AT_SPACES.contains(kind(pretokenizer))
                && pretokenizer.path("use_regex").asBoolean(true);
    }

    private static boolean isLocal(JsonNode normalizer) {
        return normalizer.isMissingNode() || normalizer.isNull() || LOCAL.contains(kind(normalizer));
    }

    private static String kind(JsonNode part) {
        return part.path(TYPE).asText();
    }

    /**
     * Returns what is in a file of a tokenizer.
     *
     * @param key that names the file
     * @throws InvalidSettingException if it cannot be read
     */
    static String text(String key, Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidSettingException(key + ": there is no file " + path);
        }
        try {
            long size = Files.size(path);
            if (size > LARGEST) {
                throw broken(path, "it has " + size + " bytes, and at most " + LARGEST + " can be read");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidSettingException(key + ": " + path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new InvalidSettingException(key + ": " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
