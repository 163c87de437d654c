package dev.dlmbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The tokenizers of this program in the format of Hugging Face's library. */
final class TokenizerJson {
    private static final String TYPE = "type";
    private static final int BYTES = 256;

    private TokenizerJson() {}

    /** Returns a tokenizer whose tokens are characters; the library refuses a character that is none of them. */
    static String ofCharacters(List<String> characters) {
        ObjectNode each = part("Split").put("behavior", "Isolated").put("invert", false);
        each.putObject("pattern").put("Regex", "[\\s\\S]");
        ObjectNode whole = whole(wordModel(characters), each);
        whole.set("decoder", part("Fuse"));
        return text(whole);
    }

    /** Returns a tokenizer of words with blanks between them; the library refuses a word that is none of them. */
    static String ofWords(List<String> words) {
        return text(whole(wordModel(words), part("WhitespaceSplit")));
    }

    /** Returns a tokenizer whose tokens are bytes: byte pairs without any merge. */
    static String ofBytes() {
        ObjectNode model = part("BPE");
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
                .forEach(model::putNull);
        List.of("fuse_unk", "byte_fallback", "ignore_merges").forEach(key -> model.put(key, false));
        ObjectNode ids = model.putObject("vocab");
        IntStream.range(0, BYTES).forEach(octet -> ids.put(TokenBytes.spelling(octet), octet));
        model.putArray("merges");
        ObjectNode whole = whole(model, byteLevel());
        whole.set("decoder", byteLevel());
        return text(whole);
    }

    /**
     * Returns a tokenizer with other ids for its tokens, and without what it puts around a text.
     *
     * @param ids from each id of the tokenizer to another
     */
    static String renumbered(String json, IntUnaryOperator ids) {
        ObjectNode whole = parsed(json);
        if (whole.path("model").path("vocab") instanceof ObjectNode vocabulary) {
            vocabulary
                    .properties()
                    .forEach(token -> token.setValue(
                            IntNode.valueOf(ids.applyAsInt(token.getValue().asInt()))));
        } else if (whole.path("model").path("vocab") instanceof ArrayNode pieces) {
            Map<Integer, JsonNode> moved = new TreeMap<>();
            IntStream.range(0, pieces.size()).forEach(id -> moved.put(ids.applyAsInt(id), pieces.get(id)));
            pieces.removeAll().addAll(moved.values());
        }
        for (JsonNode token : whole.path("added_tokens")) {
            ((ObjectNode) token).put("id", ids.applyAsInt(token.path("id").asInt()));
        }
        whole.putNull("post_processor");
        return text(whole);
    }

    private static ObjectNode parsed(String json) {
        try {
            return Json.parse(json, ObjectNode.class, Path.of("tokenizer.json"), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode wordModel(List<String> words) {
        ObjectNode model = part("WordLevel");
        ObjectNode ids = model.putObject("vocab");
        IntStream.range(0, words.size()).forEach(id -> ids.put(words.get(id), id));
        return model.put("unk_token", ""); // a token that there is not: an unknown word is an error
    }

    private static ObjectNode byteLevel() {
        return part("ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode whole(ObjectNode model, ObjectNode splitter) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        List.of("truncation", "padding").forEach(whole::putNull);
        whole.putArray("added_tokens");
        whole.putNull("normalizer");
        whole.set("pre_tokenizer", splitter);
        List.of("post_processor", "decoder").forEach(whole::putNull);
        whole.set("model", model);
        return whole;
    }

    private static ObjectNode part(String type) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, type);
    }

    private static String text(ObjectNode whole) {
        return new String(Json.pretty(whole), StandardCharsets.UTF_8);
    }
}
