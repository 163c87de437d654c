package dev.dlmbench.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.text.ByteTokenizer;
import dev.dlmbench.text.CharacterTokenizer;
import dev.dlmbench.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes as tokens and escapes. */
class SpelledTextTest {
    private static final Tokenizer LETTERS = CharacterTokenizer.of("abc \u00e9\ud83d\ude00");

    static Stream<byte[]> files() {
        return Stream.of(
                        "",
                        "abc",
                        "Abc",
                        "a\u00e9b\ud83d\ude00c",
                        "\u4e2d\u6587",
                        "a\u4e2db\u6587\u0000c\ud83d\ude01",
                        "a\r\nb\u0085c\u2028",
                        "a" + "xyz".repeat(200) + "b".repeat(300) + "z")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("files")
    void textsComeBack(byte[] bytes) {
        assertComesBack(bytes, LETTERS);
    }

    /** What the alphabet has is in the tokens, and nothing else. */
    @Test
    void tokensHaveWhatTheAlphabetHas() {
        SpelledText spelled = SpelledText.of("xa\u4e2dbyyc".getBytes(StandardCharsets.UTF_8), LETTERS);
        assertThat(LETTERS.decode(spelled.ids())).isEqualTo("abc");
        assertThat(spelled.escapes())
                .containsExactly(0, 1, 'x', 1, 3, (byte) 0xe4, (byte) 0xb8, (byte) 0xad, 1, 2, 'y', 'y');
        assertThat(SpelledText.of("abcab".getBytes(StandardCharsets.UTF_8), LETTERS)
                        .escapes())
                .isEmpty();
    }

    /** Random bytes are mostly no UTF-8: beginnings without an end, overlong forms, halves of pairs. */
    @Test
    void bytesThatAreNoTextComeBack() {
        SplittableRandom random = new Seeds(1).stream("bytes");
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertComesBack(bytes, LETTERS);
            assertComesBack(bytes, new ByteTokenizer());
        }
        for (String word : new String[] {"c0af", "eda080", "f4908080", "e4b8", "61f09f98", "ff61fe", "e4b861"}) {
            assertComesBack(java.util.HexFormat.of().parseHex(word), LETTERS);
        }
    }

    /** The mask shows as a character that texts may have. */
    @Test
    void aCharacterThatLooksLikeTheMaskComesBack() {
        assertComesBack("a_b__".getBytes(StandardCharsets.UTF_8), LETTERS);
        assertComesBack("a_b__".getBytes(StandardCharsets.UTF_8), CharacterTokenizer.of("ab_"));
    }

    @Test
    void escapesThatAreNoneAreRefused() {
        int[] ids = LETTERS.encode("ab");
        for (byte[] escapes : new byte[][] {{3, 1, 'x'}, {1, 2, 'x'}, {1, -1, -1, -1, -1, -1}}) {
            assertThatThrownBy(() -> new SpelledText(ids, escapes).bytes(LETTERS))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A tokenizer that writes everything small is no way to keep a text. */
    @Test
    void aTokenizerThatChangesTextsTogetherIsRefused() {
        Tokenizer forgetful = new Forgetful();
        assertThatThrownBy(() -> SpelledText.of("ab".getBytes(StandardCharsets.UTF_8), forgetful))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("does not give this text back");
        assertComesBack("a".getBytes(StandardCharsets.UTF_8), forgetful);
    }

    private static void assertComesBack(byte[] bytes, Tokenizer tokenizer) {
        assertThat(SpelledText.of(bytes, tokenizer).bytes(tokenizer)).isEqualTo(bytes);
    }

    /** Knows every letter by itself and forgets the order of two. */
    private static final class Forgetful implements Tokenizer {
        @Override
        public int tokens() {
            return LETTERS.tokens();
        }

        @Override
        public String identity() {
            return "forgetful";
        }

        @Override
        public int[] encode(String text) {
            return LETTERS.encode(new StringBuilder(text).reverse().toString());
        }

        @Override
        public String decode(int[] ids) {
            return LETTERS.decode(ids);
        }

        @Override
        public long characterCount(int[] ids) {
            return ids.length;
        }

        @Override
        public String json() {
            return "{}";
        }
    }
}
