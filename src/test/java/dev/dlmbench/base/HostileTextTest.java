package dev.dlmbench.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of others do nothing where they are shown. */
class HostileTextTest {
    @Test
    void controlCharactersBecomeTheirPictures() {
        assertThat(Visible.text("\u001b[31mred\u0007\u0000\u007f\r"))
                .isEqualTo("\u241b[31mred\u2407\u2400\u2421\u240d");
        assertThat(Visible.text("\u009b31m \u202egnp\u2066 \u2028 \uFFFE"))
                .isEqualTo("[U+009B]31m [U+202E]gnp[U+2066] [U+2028] [U+FFFE]");
        assertThat(Visible.text("half \uD83D of \uDE00")).isEqualTo("half [U+D83D] of [U+DE00]");
    }

    @Test
    void allElseStaysAsItIs() {
        String text = "a\tb\nc é \uD83D\uDE00 \u202f \u2013 \u05d0 <b> & 'c'";

        assertThat(Visible.text(text)).isEqualTo(text);
        assertThat(Visible.line("a\tb\nc")).isEqualTo("a b\u240ac");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "a | b^ a \\| b",
                "a \\| b^ a \\\\\\| b",
                "<img src=x>^ &lt;img src=x>",
                "&lt;img&gt;^ &amp;lt;img&amp;gt;",
                "![x](http://y)^ ![x]\\(http://y)",
                "`code | code`^ \\`code \\| code\\`",
                "@someone^ &#64;someone",
                "a[x=1,y=2] [1.2, 3.4]^ a[x=1,y=2] [1.2, 3.4]"
            })
    void aCellOfMarkdownIsOneCellOfWords(String text, String cell) {
        assertThat(Markdown.cell(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-"})
    void aFormulaIsText(String text) {
        assertThat(Csv.text(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.5", "+2", "-3.2e-05", "ar", "block[S=4]", "", "1=1"})
    void numbersAndNamesAreAsTheyAre(String text) {
        assertThat(Csv.text(text)).isEqualTo(text);
    }
}
