package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What special ids are for; those of GPT-2 and BERT are the published ones. */
class SpecialTokensTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    @TempDir
    private Path folder;

    @Test
    void bertHasAMaskInside() {
        assertThat(bert().special()).isEqualTo(new SpecialIds(30_522, id(103), id(101), id(102), id(0), id(100)));
    }

    @Test
    void gpt2HasOneTokenForBeginningAndEnd() {
        Tokenizer gpt2 = PretrainedTokenizer.of(VocabularyFiles.bytePairs(SharedFiles.require("data/gpt2_bpe")));
        assertThat(gpt2.special()).isEqualTo(new SpecialIds(50_257, NONE, id(50_256), id(50_256), NONE, id(50_256)));
    }

    @Test
    void otherTokenizersHaveAMaskAlone() {
        assertThat(new ByteTokenizer().special()).isEqualTo(SpecialIds.ofMask(256));
        assertThat(new ByteTokenizer().special().maskInside()).isEmpty();
    }

    /** What is written beside a tokenizer counts, in either form, before what its tokens are called. */
    @Test
    void filesBesideATokenizerSayWhatItsTokensAreFor() throws IOException {
        Tokenizer tokenizer = words();
        assertThat(tokenizer.special()).isEqualTo(new SpecialIds(5, id(1), NONE, NONE, NONE, NONE));
        String identity = tokenizer.identity();
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"a\", \"eos_token\": {\"content\": \"b\"}, \"pad_token\": null}");
        assertThat(tokenizer.special()).isEqualTo(new SpecialIds(5, id(1), id(2), id(3), NONE, NONE));
        Files.writeString(
                folder.resolve("special_tokens_map.json"), "{\"mask_token\": \"c\", \"eos_token\": \"no such token\"}");
        assertThat(tokenizer.special()).isEqualTo(new SpecialIds(5, id(4), id(2), id(3), NONE, NONE));
        assertThat(words().identity()).isEqualTo(identity);
    }

    @Test
    void aBrokenFileBesideATokenizerIsOneError() throws IOException {
        Tokenizer tokenizer = words();
        Path file = Files.writeString(folder.resolve("special_tokens_map.json"), "{\"mask_token\": ");
        assertThat(tokenizer.encode("a")).containsExactly(2);
        assertThatThrownBy(tokenizer::special)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(file.toString());
    }

    private Tokenizer words() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"?\": 0, \"<mask>\": 1, \"a\": 2, \"b\": 3,"
                        + " \"c\": 4}, \"unk_token\": \"?\"}, \"pre_tokenizer\": {\"type\": \"WhitespaceSplit\"},"
                        + " \"added_tokens\": [{\"id\": 1, \"content\": \"<mask>\", \"single_word\": false,"
                        + " \"lstrip\": false, \"rstrip\": false, \"normalized\": false, \"special\": true}]}");
        return PretrainedTokenizer.read(file);
    }

    /** With the mask inside no id is added: 30,521 real ones, those behind 103 one lower, and the mask last. */
    @Test
    void theMaskInsideTakesThePlaceOfAnAddedOne() {
        Tokenizer bert = bert();
        Tokenizer inside = MaskInside.of(bert);
        assertThat(inside.size()).isEqualTo(30_522);
        assertThat(inside.mask()).isEqualTo(30_521);
        assertThat(inside.special()).isEqualTo(new SpecialIds(30_521, NONE, id(101), id(102), id(0), id(100)));
        assertThat(inside.identity()).isNotEqualTo(bert.identity());
        String text = "the fox, so to say.";
        int[] published = bert.encode(text);
        int[] ids = inside.encode(text);
        assertThat(ids)
                .isEqualTo(Arrays.stream(published)
                        .map(id -> id < 103 ? id : id - 1)
                        .toArray());
        assertThat(inside.decode(ids)).isEqualTo(bert.decode(published));
        assertThat(inside.characterCount(ids)).isEqualTo(bert.characterCount(published));
        assertThat(inside.decode(new int[] {ids[0], inside.mask(), ids[0]})).isEqualTo("the _ the");
        assertThatThrownBy(() -> inside.encode("a [MASK]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[MASK]");
    }

    @Test
    void aTokenizerWithoutAMaskInsideStaysAsItIs() {
        Tokenizer bytes = new ByteTokenizer();
        assertThat(MaskInside.of(bytes)).isSameAs(bytes);
    }

    private static Tokenizer bert() {
        return PretrainedTokenizer.of(VocabularyFiles.wordPieces(SharedFiles.require("data/bert_vocab/vocab.txt")));
    }

    private static OptionalInt id(int id) {
        return OptionalInt.of(id);
    }
}
