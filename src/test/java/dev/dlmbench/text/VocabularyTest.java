package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private static final String FOX = "fox \uD83E\uDD8A né";

    @Test
    void charactersRoundTripWithOneTokenPerCodePoint() {
        Vocabulary vocabulary = Vocabulary.characters(FOX);
        int[] tokens = vocabulary.encode(FOX);
        assertThat(tokens).hasSize(8);
        assertThat(vocabulary.tokens()).isEqualTo(7); // the space comes twice
        assertThat(vocabulary.decode(tokens)).isEqualTo(FOX);
        assertThat(vocabulary.characterCount(tokens)).isEqualTo(8);
    }

    @Test
    void charactersAreNumberedByTheirCodes() {
        assertThat(Vocabulary.characters("cab").encode("abc")).containsExactly(0, 1, 2);
        assertThat(Vocabulary.characters("cab").alphabet()).isEqualTo("abc");
    }

    @Test
    void bytesRoundTripWithOneTokenPerByte() {
        Vocabulary vocabulary = Vocabulary.bytes();
        int[] tokens = vocabulary.encode(FOX);
        assertThat(tokens).hasSize(4 + 4 + 2 + 2); // the fox takes four bytes, the accented letter two
        assertThat(vocabulary.tokens()).isEqualTo(256);
        assertThat(vocabulary.decode(tokens)).isEqualTo(FOX);
        assertThat(vocabulary.characterCount(tokens)).isEqualTo(8);
    }

    @Test
    void maskIsTheLastIdAndShowsAsAnUnderscore() {
        for (Vocabulary vocabulary : new Vocabulary[] {Vocabulary.characters("ab"), Vocabulary.bytes()}) {
            assertThat(vocabulary.mask()).isEqualTo(vocabulary.size() - 1).isEqualTo(vocabulary.tokens());
            int a = vocabulary.encode("a")[0];
            assertThat(vocabulary.decode(new int[] {a, vocabulary.mask(), a})).isEqualTo("a_a");
        }
    }

    @Test
    void brokenBytesShowAsTheReplacementCharacter() {
        assertThat(Vocabulary.bytes().decode(new int[] {'a', 0xC3})).isEqualTo("a\uFFFD");
    }

    @Test
    void namesACharacterItLacks() {
        assertThatThrownBy(() -> Vocabulary.characters("ab").encode("aZ"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Z'")
                .hasMessageContaining("90");
    }

    /** Wherever the text is cut, within the fox too, its pieces have together its characters. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 12})
    void thePiecesOfATextHaveItsCharacters(int length) {
        for (Vocabulary vocabulary : new Vocabulary[] {Vocabulary.bytes(), Vocabulary.characters(FOX)}) {
            int[] tokens = vocabulary.encode(FOX);
            long count = 0;
            for (int from = 0; from < tokens.length; from += length) {
                int[] piece = Arrays.copyOfRange(tokens, from, Math.min(tokens.length, from + length));
                count += vocabulary.characterCount(piece);
            }
            assertThat(count).isEqualTo(FOX.codePoints().count());
        }
    }

    /** Pieces that lie anywhere: over all places, each as often as any other, every byte counts equally often. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11})
    void piecesAnywhereHaveTheirShareOfTheCharacters(int length) {
        int[] tokens = Vocabulary.bytes().encode(FOX);
        long count = 0;
        for (int from = 0; from < tokens.length; from++) {
            int[] piece = new int[length];
            for (int i = 0; i < length; i++) {
                piece[i] = tokens[(from + i) % tokens.length];
            }
            count += Vocabulary.bytes().characterCount(piece);
        }
        assertThat(count).isEqualTo(length * FOX.codePoints().count());
    }
}
