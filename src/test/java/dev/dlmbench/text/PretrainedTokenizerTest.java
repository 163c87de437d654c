package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ids and texts are those that the tokenizers' own libraries in Python gave for 195 strings; the rest follows from what
 * a tokenizer is.
 */
class PretrainedTokenizerTest {
    private static final String FOLDER = "parity/published/tokenizers/";
    private static final String FOX = "fox \uD83E\uDD8A né 中文, and so on";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.json", "tokenizer_legacy_merges.json"})
    void bytePairsGiveTheIdsAndTextsOfTheReference(String name) throws IOException {
        Tokenizer tokenizer = tiny(name);
        assertThat(tokenizer.tokens()).isEqualTo(512);
        assertThat(tokenizer.mask()).isEqualTo(512);
        agree(tokenizer, "tiny_bpe_512.jsonl");
    }

    @Test
    void gpt2GivesTheIdsAndTextsOfTheReference() throws IOException {
        Tokenizer tokenizer = gpt2();
        assertThat(tokenizer.tokens()).isEqualTo(50_257);
        agree(tokenizer, "gpt2.jsonl");
    }

    @Test
    void wordPiecesGiveTheIdsAndTextsOfTheReference() throws IOException {
        Tokenizer tokenizer = bert();
        assertThat(tokenizer.tokens()).isEqualTo(30_522);
        assertThat(tokenizer.mask()).isEqualTo(30_522); // its own [MASK], 103, is an ordinary token
        int[] the = tokenizer.encode("the");
        assertThat(tokenizer.decode(new int[] {the[0], tokenizer.mask(), the[0]}))
                .isEqualTo("the _ the");
        List<JsonNode> goldens = JsonLines.read(SharedFiles.require(FOLDER + "bert_uncased.jsonl"), JsonNode.class);
        assertThat(goldens).hasSize(195);
        for (JsonNode golden : goldens) {
            String text = golden.path("text").asText();
            int[] ids = ids(golden);
            String decoded = golden.path(golden.has("decoded_cleaned") ? "decoded_cleaned" : "decoded")
                    .asText();
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
            assertThat(tokenizer.decode(ids)).as(text).isEqualTo(decoded);
        }
    }

    /** Reads a golden's ids, encodes its text, decodes the ids, and counts the characters of the whole text. */
    private static void agree(Tokenizer tokenizer, String name) throws IOException {
        List<JsonNode> goldens = JsonLines.read(SharedFiles.require(FOLDER + name), JsonNode.class);
        assertThat(goldens).hasSize(195);
        for (JsonNode golden : goldens) {
            String text = golden.path("text").asText();
            int[] ids = ids(golden);
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
            assertThat(tokenizer.decode(ids))
                    .as(text)
                    .isEqualTo(golden.path("decoded").asText());
            assertThat(tokenizer.characterCount(ids))
                    .as(text)
                    .isEqualTo(golden.path("chars").asLong());
            assertThat(tokenizer.byteCount(ids))
                    .as(text)
                    .isEqualTo(golden.path("utf8_bytes").asLong());
        }
    }

    private static int[] ids(JsonNode golden) {
        int[] ids = new int[golden.path("ids").size()];
        Arrays.setAll(ids, i -> golden.path("ids").path(i).asInt());
        return ids;
    }

    /** Wherever the ids are cut, within a character too, the pieces have together the characters of the text. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11})
    void thePiecesOfATextHaveItsCharacters(int length) throws IOException {
        Tokenizer tokenizer = tiny("tokenizer.json");
        int[] ids = tokenizer.encode(FOX);
        assertThat(tokenizer.encode("\uD83E\uDD8A")).hasSizeGreaterThan(1); // so that some cuts are within it
        assertThat(pieces(tokenizer::characterCount, ids, length))
                .isEqualTo(FOX.codePoints().count());
        assertThat(pieces(tokenizer::byteCount, ids, length)).isEqualTo(FOX.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Words count with the blank in front of them, and the first word of all with one too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void thePiecesOfWordsHaveTheirCharacters(int length) throws IOException {
        Tokenizer tokenizer = bert();
        int[] ids = tokenizer.encode("the unaffable fox, so to say.");
        String decoded = tokenizer.decode(ids);
        assertThat(pieces(tokenizer::characterCount, ids, length)).isEqualTo(decoded.length() + 1);
        assertThat(pieces(tokenizer::byteCount, ids, length)).isEqualTo(decoded.length() + 1);
    }

    private static long pieces(ToLongFunction<int[]> count, int[] ids, int length) {
        long sum = 0;
        for (int from = 0; from < ids.length; from += length) {
            sum += count.applyAsLong(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + length)));
        }
        return sum;
    }

    /** Long texts are encoded in pieces; the ids are those of the text in one piece, and so are those of its parts. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aLongTextHasTheIdsThatItHasInOnePiece(boolean blank) throws IOException {
        String text = Files.readString(SharedFiles.require("data/tinyshakespeare/input.txt"))
                .substring(0, 200_000)
                .replace(" ", blank ? " " : "  \n");
        assertThat(tiny("tokenizer.json").encode(text)).isEqualTo(unsplit().encode(text));
    }

    /** The same tokenizer with a token that has a blank, for which texts are not cut. */
    private Tokenizer unsplit() throws IOException {
        ObjectNode whole =
                (ObjectNode) Json.read(SharedFiles.require(FOLDER + "tiny_bpe_512/tokenizer.json"), JsonNode.class);
        ObjectNode token = ((ArrayNode) whole.path("added_tokens")).addObject();
        token.put("id", 512).put("content", "<no such text>").put("single_word", false);
        token.put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", true);
        Path file = folder.resolve("unsplit.json");
        Files.writeString(file, whole.toString());
        return PretrainedTokenizer.read(file);
    }

    @Test
    void maskShowsAsAnUnderscoreAndHalfACharacterAsTheReplacementCharacter() throws IOException {
        Tokenizer tokenizer = tiny("tokenizer.json");
        int a = tokenizer.encode("a")[0];
        assertThat(tokenizer.decode(new int[] {a, tokenizer.mask(), a})).isEqualTo("a_a");
        int[] fox = tokenizer.encode("\uD83E\uDD8A");
        assertThat(tokenizer.decode(Arrays.copyOf(fox, 1))).isEqualTo("\uFFFD");
        assertThat(tokenizer.decode(fox)).isEqualTo("\uD83E\uDD8A");
    }

    /** What is in the file counts, and not where it is. */
    @Test
    void identityIsThatOfTheContent() throws IOException {
        Path file = SharedFiles.require(FOLDER + "tiny_bpe_512/tokenizer.json");
        Path copy = Files.copy(file, folder.resolve("copy.json"));
        String first = PretrainedTokenizer.read(file).identity();
        assertThat(PretrainedTokenizer.read(copy).identity()).isEqualTo(first);
        Files.writeString(copy, Files.readString(copy) + " ");
        assertThat(PretrainedTokenizer.read(copy).identity()).isNotEqualTo(first);
        Path text = Files.writeString(folder.resolve("a.txt"), "some text");
        DataSpec before = spec(text, file);
        DataSpec after = spec(text, copy);
        DataFolder nowhere = new DataFolder(folder);
        assertThat(Corpora.contentHash(after, nowhere)).isNotEqualTo(Corpora.contentHash(before, nowhere));
        assertThat(Corpora.vocabularySize(before, nowhere)).isEqualTo(513);
    }

    private static DataSpec spec(Path text, Path file) {
        return new DataSpec(
                new CorpusSpec.TextFile(text.toString()), new TokenizerSpec.HuggingFace(file.toString()), 2, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ | no JSON",
                "[] | model.vocab has no tokens",
                "{\"model\": {\"vocab\": {}}} | model.vocab has no tokens",
                "{\"model\": {\"vocab\": {\"a\": -1}}} | the id of 'a' is none",
                "{\"model\": {\"vocab\": {\"a\": 99999999}}} | the id of 'a' is none",
                "{\"model\": {\"vocab\": {\"a\": \"b\"}}} | the id of 'a' is none",
                "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 0}}} | 'a' and 'b' have the same id 0",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": 5}} | describes no tokenizer"
            })
    void aBrokenFileIsOneError(String content, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), content.replace("\\\"", "\""));
        assertThatThrownBy(() -> PretrainedTokenizer.read(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer.file")
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void aTextThatCannotBeEncodedIsAnError() throws IOException {
        Path file = Files.writeString(
                folder.resolve("words.json"),
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}, \"unk_token\": \"?\"},"
                        + " \"pre_tokenizer\": {\"type\": \"WhitespaceSplit\"}, \"added_tokens\": []}");
        assertThat(PretrainedTokenizer.read(file).encode("a a")).containsExactly(0, 0);
        assertThatThrownBy(() -> PretrainedTokenizer.read(file).encode("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the tokenizer cannot encode the text");
        Path text = Files.writeString(folder.resolve("b.txt"), "a a a a a b ".repeat(9));
        assertThatThrownBy(() -> Corpora.prepare(spec(text, file), new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer: the tokenizer cannot encode the text");
    }

    @Test
    void aMissingFileAndOneThatIsNoTextAreErrors() throws IOException {
        assertThatThrownBy(() -> PretrainedTokenizer.read(folder.resolve("none.json")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("there is no file " + folder.resolve("none.json"));
        Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> PretrainedTokenizer.read(bytes))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(bytes + " is not UTF-8");
    }

    private static Tokenizer tiny(String name) {
        return PretrainedTokenizer.read(SharedFiles.require(FOLDER + "tiny_bpe_512/" + name));
    }

    private Tokenizer bert() throws IOException {
        Path packed = SharedFiles.require(FOLDER + "bert_uncased_tokenizer.json.gz");
        Path file = folder.resolve("bert.json");
        try (InputStream content = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.write(file, content.readAllBytes());
        }
        return PretrainedTokenizer.read(file);
    }

    /** The frame of GPT-2's file, filled with its vocabulary and its merges. */
    private Tokenizer gpt2() throws IOException {
        ObjectNode frame =
                (ObjectNode) Json.read(SharedFiles.require(FOLDER + "gpt2_tokenizer_frame.json"), JsonNode.class);
        ObjectNode model = (ObjectNode) frame.path("model");
        model.set("vocab", Json.read(SharedFiles.require("data/gpt2_bpe/encoder.json"), JsonNode.class));
        List<String> lines = Files.readAllLines(SharedFiles.require("data/gpt2_bpe/vocab.bpe"));
        assumeTrue(lines.get(0).startsWith("#version"));
        ArrayNode merges = model.putArray("merges");
        lines.stream().skip(1).filter(line -> !line.isEmpty()).forEach(merges::add);
        Path file = folder.resolve("gpt2.json");
        Files.writeString(file, frame.toString());
        return PretrainedTokenizer.read(file);
    }
}
