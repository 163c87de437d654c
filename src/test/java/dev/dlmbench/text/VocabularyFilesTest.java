package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids and texts are those that the tokenizers' own libraries in Python gave for 195 strings. */
class VocabularyFilesTest {
    private static final String FOLDER = "parity/published/tokenizers/";

    @TempDir
    private Path folder;

    @Test
    void gpt2sTwoFilesGiveTheIdsAndTextsOfTheReference() throws IOException {
        TokenizerFile file = VocabularyFiles.bytePairs(gpt2());
        Tokenizer tokenizer = PretrainedTokenizer.of(file);
        assertThat(tokenizer.tokens()).isEqualTo(50_257);
        agree(tokenizer, "gpt2.jsonl", "ids");
        agree(ordinary(file), "gpt2.jsonl", "ids_special_as_text");
    }

    @Test
    void bertsVocabularyGivesTheIdsAndTextsOfTheReference() throws IOException {
        TokenizerFile file = VocabularyFiles.wordPieces(SharedFiles.require("data/bert_vocab/vocab.txt"));
        Tokenizer tokenizer = PretrainedTokenizer.of(file);
        assertThat(tokenizer.tokens()).isEqualTo(30_522);
        agree(tokenizer, "bert_uncased.jsonl", "ids");
        agree(ordinary(file), "bert_uncased.jsonl", "ids_special_as_text");
    }

    /** The same tokenizer, for which text that spells a special token is text. */
    private static Tokenizer ordinary(TokenizerFile file) throws IOException {
        JsonNode whole = Json.parse(file.json(), JsonNode.class, file.path(), 1);
        ((ObjectNode) whole).putArray("added_tokens");
        return PretrainedTokenizer.of(TokenizerFile.of(whole.toString(), file.path()));
    }

    private static void agree(Tokenizer tokenizer, String goldens, String key) throws IOException {
        List<JsonNode> lines = JsonLines.read(SharedFiles.require(FOLDER + goldens), JsonNode.class);
        assertThat(lines).hasSize(195);
        assertThat(lines).anyMatch(golden -> golden.has(key));
        for (JsonNode golden : lines) {
            String text = golden.path("text").asText();
            JsonNode expected = golden.has(key) ? golden.path(key) : golden.path("ids");
            int[] ids = new int[expected.size()];
            Arrays.setAll(ids, i -> expected.path(i).asInt());
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
            if (key.equals("ids")) {
                String decoded = golden.has("decoded_cleaned") ? "decoded_cleaned" : "decoded";
                assertThat(tokenizer.decode(ids))
                        .as(text)
                        .isEqualTo(golden.path(decoded).asText());
            }
        }
    }

    /** GPT-2's files have other names where Hugging Face publishes them. */
    @Test
    void bothNamesOfTheTwoFilesAreKnown() throws IOException {
        Path ids = Files.copy(gpt2().resolve("encoder.json"), folder.resolve("vocab.json"));
        Path merges = Files.copy(gpt2().resolve("vocab.bpe"), folder.resolve("merges.txt"));
        assertThat(ids).hasFileName("vocab.json");
        assertThat(merges).hasFileName("merges.txt");
        assertThat(VocabularyFiles.bytePairs(folder).hash())
                .isEqualTo(VocabularyFiles.bytePairs(gpt2()).hash());
    }

    /** A line of a version is no merge, and a file without one is as good. */
    @Test
    void mergesBeginWithAVersionOrNot() throws IOException {
        Files.writeString(folder.resolve("encoder.json"), "{\"a\": 0, \"b\": 1, \"ab\": 2, \"#version:\": 3}");
        Path merges = Files.writeString(folder.resolve("vocab.bpe"), "#version: 0.2\na b\n");
        assertThat(PretrainedTokenizer.of(VocabularyFiles.bytePairs(folder)).encode("abba"))
                .containsExactly(2, 1, 0);
        Files.writeString(merges, "a b\r\n");
        assertThat(PretrainedTokenizer.of(VocabularyFiles.bytePairs(folder)).encode("abba"))
                .containsExactly(2, 1, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ | a b | encoder.json",
                "[1] | a b | model.vocab has no tokens",
                "{\\\"a\\\": 0, \\\"a\\\": 1} | a b | Duplicate",
                "{\\\"a\\\": -1} | a b | the id of 'a' is none",
                "{\\\"a\\\": 0, \\\"b\\\": 1} | a b | describes no tokenizer",
                "{\\\"a\\\": 0, \\\"b\\\": 1, \\\"ab\\\": 2} | a b c | the line 'a b c'"
            })
    void brokenFilesAreOneError(String ids, String merges, String why) throws IOException {
        Files.writeString(folder.resolve("encoder.json"), ids.replace("\\\"", "\""));
        Files.writeString(folder.resolve("vocab.bpe"), merges + "\n");
        assertThatThrownBy(() -> PretrainedTokenizer.of(VocabularyFiles.bytePairs(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer")
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(why);
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> VocabularyFiles.bytePairs(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(folder + " has neither of the files encoder.json and vocab.json");
        Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0}");
        assertThatThrownBy(() -> VocabularyFiles.bytePairs(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(folder + " has neither of the files vocab.bpe and merges.txt");
        assertThatThrownBy(() -> VocabularyFiles.wordPieces(folder.resolve("vocab.txt")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("there is no file " + folder.resolve("vocab.txt"));
    }

    @Test
    void aListOfWordPiecesNamesEachOnceAndTheUnknownOne() throws IOException {
        Path file = Files.writeString(folder.resolve("vocab.txt"), "[UNK]\na\nb\na\n");
        assertThatThrownBy(() -> VocabularyFiles.wordPieces(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(file + ":4 has 'a' once more, which line 2 has");
        Files.writeString(file, "a\nb\n");
        assertThatThrownBy(() -> VocabularyFiles.wordPieces(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(file + " has no token [UNK]");
    }

    @Test
    void aTokenizerThatNoSettingNamesIsLookedForInTheDataFolder() throws IOException {
        DataFolder data = new DataFolder(folder);
        assertThatThrownBy(() -> new TokenizerSpec.Gpt2("", "").read(data))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer.folder is not set")
                .hasMessageContaining(folder.resolve("gpt2_bpe") + ";")
                .hasMessageContaining("DLM_DATA");
        assertThatThrownBy(() -> new TokenizerSpec.Bert("", "").read(data))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer.file is not set")
                .hasMessageContaining(folder.resolve("bert_vocab/vocab.txt") + ";");
        Files.createDirectory(folder.resolve("bert_vocab"));
        Files.writeString(folder.resolve("bert_vocab/vocab.txt"), "[UNK]\na\n");
        assertThat(new TokenizerSpec.Bert("", "").read(data).tokens()).isEqualTo(2);
    }

    private static Path gpt2() {
        return SharedFiles.require("data/gpt2_bpe");
    }
}
