package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
