package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hugging Face's library gives every text the ids that the tokenizer itself gives it. */
class TokenizerJsonTest {
    private static final List<String> TEXTS = List.of(
            "fox \uD83E\uDD8A né 中文, and so on",
            "  two  blanks\n\n\tand a tab \r\n",
            "[MASK] <|mask|> <|endoftext|> _",
            "it's 3'ill \u0000\u007f\u00a0\u00ad!",
            "aaaa");

    @TempDir
    private Path folder;

    private Tokenizer byTheLibrary(Tokenizer tokenizer) throws IOException {
        return PretrainedTokenizer.read(Files.writeString(folder.resolve("tokenizer.json"), tokenizer.json()));
    }

    @Test
    void characters() throws IOException {
        Tokenizer own = CharacterTokenizer.of(String.join("", TEXTS));
        Tokenizer library = byTheLibrary(own);
        assertThat(library.tokens()).isEqualTo(own.tokens());
        TEXTS.forEach(text -> agree(library, own, text));
    }

    @Test
    void bytes() throws IOException {
        Tokenizer own = new ByteTokenizer();
        Tokenizer library = byTheLibrary(own);
        assertThat(library.tokens()).isEqualTo(256);
        TEXTS.forEach(text -> agree(library, own, text));
    }

    private static void agree(Tokenizer library, Tokenizer own, String text) {
        int[] ids = own.encode(text);
        assertThat(library.encode(text)).isEqualTo(ids);
        assertThat(library.decode(ids)).isEqualTo(text);
    }

    @Test
    void aCharacterThatIsNoneOfThemIsRefused() throws IOException {
        Tokenizer library = byTheLibrary(CharacterTokenizer.of("abc"));
        assertThatThrownBy(() -> library.encode("abZ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsAreWords() throws IOException {
        Tokenizer own = new IdTokenizer(12);
        int[] ids = IntStream.range(0, 12).toArray();
        Path file = Files.writeString(folder.resolve("tokenizer.json"), own.json());
        assertThat(TokenizerFile.read(file).tokens()).isEqualTo(12);
        assertThat(TokenizerFile.read(file).names()).containsEntry(11, "11");
        assertThat(own.decode(ids)).isEqualTo("0 1 2 3 4 5 6 7 8 9 10 11");
    }

    @Test
    void aTokenizerOfAFileIsThatFile() throws IOException {
        Path file = Files.writeString(folder.resolve("own.json"), new ByteTokenizer().json());
        assertThat(PretrainedTokenizer.read(file).json()).isEqualTo(Files.readString(file));
    }
}
