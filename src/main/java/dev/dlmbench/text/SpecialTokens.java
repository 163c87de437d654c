package dev.dlmbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a special token of a published tokenizer is for.
 *
 * @param keys in the files beside a tokenizer, the one that counts first in front
 * @param spellings that published tokenizers use, the one that counts first in front
 */
record SpecialTokens(List<String> keys, List<String> spellings) {
    private static final SpecialTokens MASK =
            new SpecialTokens(List.of("mask_token"), List.of("[MASK]", "<mask>", "<|mask|>"));
    private static final SpecialTokens BEGINNING = new SpecialTokens(
            List.of("bos_token", "cls_token"),
            List.of("<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>", "[CLS]", "<|endoftext|>"));
    private static final SpecialTokens END = new SpecialTokens(
            List.of("eos_token", "sep_token"), List.of("</s>", "<eos>", "<|end_of_text|>", "<|endoftext|>", "[SEP]"));
    private static final SpecialTokens PADDING =
            new SpecialTokens(List.of("pad_token"), List.of("<pad>", "<|pad|>", "[PAD]"));
    private static final SpecialTokens UNKNOWN =
            new SpecialTokens(List.of("unk_token"), List.of("<unk>", "[UNK]", "<|endoftext|>"));

    /** The files beside a tokenizer that may say what its tokens are for, the one that counts first in front. */
    private static final List<String> BESIDE = List.of("special_tokens_map.json", "tokenizer_config.json");

    /** Returns which of {@code vocabulary} are special wherever they occur, by their spelling. */
    static List<String> among(Collection<String> vocabulary) {
        return Stream.of(MASK, BEGINNING, END, PADDING, UNKNOWN)
                .flatMap(role -> role.spellings.stream())
                .distinct()
                .filter(vocabulary::contains)
                .toList();
    }

    /**
     * Returns the special ids of a tokenizer: as files beside it say, else by the spellings of its added tokens.
     *
     * @throws InvalidSettingException if such a file cannot be read
     */
    static SpecialIds of(TokenizerFile tokenizer) {
        List<JsonNode> beside = Stream.ofNullable(tokenizer.path().getParent())
                .flatMap(folder -> BESIDE.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .map(SpecialTokens::read)
                .toList();
        return new SpecialIds(
                tokenizer.tokens(),
                MASK.in(tokenizer, beside),
                BEGINNING.in(tokenizer, beside),
                END.in(tokenizer, beside),
                PADDING.in(tokenizer, beside),
                UNKNOWN.in(tokenizer, beside));
    }

    private OptionalInt in(TokenizerFile tokenizer, List<JsonNode> beside) {
        Stream<Optional<Integer>> stated = beside.stream()
                .flatMap(file -> keys.stream().map(file::path))
                .map(SpecialTokens::spelling)
                .map(token -> tokenizer.id(List.of(token)));
        Stream<Optional<Integer>> spelled =
                spellings.stream().filter(tokenizer.added()::containsValue).map(token -> tokenizer.id(List.of(token)));
        return Stream.concat(stated, spelled)
                .flatMap(Optional::stream)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** A token is written as its spelling, or as an object that has it. */
    private static String spelling(JsonNode token) {
        return token.isTextual() ? token.asText() : token.path("content").asText();
    }

    private static JsonNode read(Path file) {
        try {
            return Json.read(file, JsonNode.class);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "data.tokenizer.file: what is beside it cannot be read: " + e.getMessage(), e);
        }
    }
}
