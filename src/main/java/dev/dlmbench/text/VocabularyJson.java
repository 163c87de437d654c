package dev.dlmbench.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.json.Json;
import java.util.List;
import java.util.Map;

/** Descriptions of published kinds of tokenizers in the format of Hugging Face's library, made from vocabularies. */
final class VocabularyJson {
    private static final String TYPE = "type";

    private VocabularyJson() {}

    /**
     * Describes a byte-level BPE as GPT-2's: a text is split by GPT-2's pattern, and nothing is put in front of it.
     *
     * @param vocabulary ids by token, in the spelling that {@link TokenBytes} reads
     * @param merges two tokens with a blank between them, the merge that comes first in front
     * @param special tokens of the vocabulary that are found in a text before all others
     */
    static String bytePairs(Map<String, Integer> vocabulary, List<String> merges, List<String> special) {
        ObjectNode whole = frame(vocabulary, special);
        byteLevel(whole.putObject("pre_tokenizer"));
        byteLevel(whole.putObject("decoder"));
        ObjectNode model = whole.putObject("model");
        model.put(TYPE, "BPE");
        add(model, vocabulary);
        ArrayNode list = model.putArray("merges");
        merges.forEach(list::add);
        return Json.line(whole);
    }

    /**
     * Describes word pieces as BERT's for lower case: accents go, Chinese characters are words, and a piece that goes
     * on with a word begins with {@code ##}.
     *
     * @param vocabulary ids by token
     * @param unknown the token for words that no pieces make up
     * @param special tokens of the vocabulary that are found in a text before all others
     */
    static String wordPieces(Map<String, Integer> vocabulary, String unknown, List<String> special) {
        ObjectNode whole = frame(vocabulary, special);
        ObjectNode normalizer = whole.putObject("normalizer").put(TYPE, "BertNormalizer");
        normalizer.put("clean_text", true).put("handle_chinese_chars", true);
        normalizer.putNull("strip_accents").put("lowercase", true);
        whole.putObject("pre_tokenizer").put(TYPE, "BertPreTokenizer");
        ObjectNode decoder = whole.putObject("decoder").put(TYPE, "WordPiece");
        decoder.put("prefix", "##").put("cleanup", true);
        ObjectNode model = whole.putObject("model").put(TYPE, "WordPiece");
        model.put("unk_token", unknown).put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
        add(model, vocabulary);
        return Json.line(whole);
    }

    private static ObjectNode frame(Map<String, Integer> vocabulary, List<String> special) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        ArrayNode added = whole.putArray("added_tokens");
        for (String token : special) {
            ObjectNode entry =
                    added.addObject().put("id", vocabulary.get(token)).put("content", token);
            for (String never : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                entry.put(never, false);
            }
            entry.put("special", true);
        }
        return whole;
    }

    private static void byteLevel(ObjectNode part) {
        part.put(TYPE, "ByteLevel").put("add_prefix_space", false);
        part.put("trim_offsets", true).put("use_regex", true);
    }

    private static void add(ObjectNode model, Map<String, Integer> vocabulary) {
        ObjectNode ids = model.putObject("vocab");
        vocabulary.forEach(ids::put);
    }
}
