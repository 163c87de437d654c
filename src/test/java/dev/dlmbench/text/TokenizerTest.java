package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final String FOX = "fox \uD83E\uDD8A né";

    @Test
    void charactersRoundTripWithOneTokenPerCodePoint() {
        Tokenizer tokenizer = CharacterTokenizer.of(FOX);
        int[] tokens = tokenizer.encode(FOX);
        assertThat(tokens).hasSize(8);
        assertThat(tokenizer.tokens()).isEqualTo(7); // the space comes twice
        assertThat(tokenizer.decode(tokens)).isEqualTo(FOX);
        assertThat(tokenizer.characterCount(tokens)).isEqualTo(8);
    }

    @Test
    void charactersAreNumberedByTheirCodes() {
        assertThat(CharacterTokenizer.of("cab").encode("abc")).containsExactly(0, 1, 2);
        assertThat(CharacterTokenizer.of("cab").identity()).isEqualTo("abc");
    }

    @Test
    void bytesRoundTripWithOneTokenPerByte() {
        Tokenizer tokenizer = new ByteTokenizer();
        int[] tokens = tokenizer.encode(FOX);
        assertThat(tokens).hasSize(4 + 4 + 2 + 2); // the fox takes four bytes, the accented letter two
        assertThat(tokenizer.tokens()).isEqualTo(256);
        assertThat(tokenizer.decode(tokens)).isEqualTo(FOX);
        assertThat(tokenizer.characterCount(tokens)).isEqualTo(8);
    }

    @Test
    void maskIsTheLastIdAndShowsAsAnUnderscore() {
        for (Tokenizer tokenizer : new Tokenizer[] {CharacterTokenizer.of("ab"), new ByteTokenizer()}) {
            assertThat(tokenizer.mask()).isEqualTo(tokenizer.size() - 1).isEqualTo(tokenizer.tokens());
            int a = tokenizer.encode("a")[0];
            assertThat(tokenizer.decode(new int[] {a, tokenizer.mask(), a})).isEqualTo("a_a");
        }
    }

    @Test
    void brokenBytesShowAsTheReplacementCharacter() {
        assertThat(new ByteTokenizer().decode(new int[] {'a', 0xC3})).isEqualTo("a\uFFFD");
    }

    @Test
    void namesACharacterItLacks() {
        assertThatThrownBy(() -> CharacterTokenizer.of("ab").encode("aZ"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Z'")
                .hasMessageContaining("90");
    }

    /** Wherever the text is cut, within the fox too, its pieces have together its characters. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 12})
    void thePiecesOfATextHaveItsCharacters(int length) {
        for (Tokenizer tokenizer : new Tokenizer[] {new ByteTokenizer(), CharacterTokenizer.of(FOX)}) {
            int[] tokens = tokenizer.encode(FOX);
            long count = 0;
            long bytes = 0;
            for (int from = 0; from < tokens.length; from += length) {
                int[] piece = Arrays.copyOfRange(tokens, from, Math.min(tokens.length, from + length));
                count += tokenizer.characterCount(piece);
                bytes += tokenizer.byteCount(piece);
            }
            assertThat(count).isEqualTo(FOX.codePoints().count());
            assertThat(bytes).isEqualTo(4 + 4 + 2 + 2);
        }
    }

    /** Pieces that lie anywhere: over all places, each as often as any other, every byte counts equally often. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11})
    void piecesAnywhereHaveTheirShareOfTheCharacters(int length) {
        int[] tokens = new ByteTokenizer().encode(FOX);
        long count = 0;
        for (int from = 0; from < tokens.length; from++) {
            int[] piece = new int[length];
            for (int i = 0; i < length; i++) {
                piece[i] = tokens[(from + i) % tokens.length];
            }
            count += new ByteTokenizer().characterCount(piece);
        }
        assertThat(count).isEqualTo(length * FOX.codePoints().count());
    }
}
