package dev.dlmbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that fit where they are printed. */
class TextTableTest {
    private static final String SENTENCE = "what a setting means is said in a few words of which none is broken";

    @Test
    void columnsAreAsWideAsTheirCellsAndNumbersFlushRight() {
        assertThat(printed(table(), 100)).isEqualTo("""
                name       value  what it is
                first       1.50  short
                the next  140.00  %s
                """.formatted(SENTENCE));
    }

    @Test
    void theWidestColumnIsWrappedBetweenWords() {
        assertThat(printed(table(), 50)).isEqualTo("""
                name       value  what it is
                first       1.50  short
                the next  140.00  what a setting means is said in
                                  a few words of which none is
                                  broken
                """);
    }

    @Test
    void anotherProgramGetsTabs() {
        StringWriter text = new StringWriter();
        TextTable table = new TextTable("name", "what it is");
        table.row("a\tb\nc", "two words");
        table.print(new PrintWriter(text, true), Terminal.NONE);

        assertThat(text.toString()).isEqualTo("name\twhat it is\na b\u240ac\ttwo words\n");
    }

    @Test
    void aWordLongerThanItsColumnIsBrokenAtAJoint() {
        TextTable table = new TextTable("point", "what it is");
        table.row("block,blockSize=16,stepsPerBlock=16", "one of the points");

        assertThat(printed(table, 32)).isEqualTo("""
                point                     what
                                          it is
                block,blockSize=16,       one of
                stepsPerBlock=16          the
                                          points
                """);
    }

    /** The first column names what a row is about, and is what people copy. */
    @Test
    void namesAreBrokenLast() {
        TextTable table = new TextTable("setting", "of long words", "what it is");
        table.row("process.parameterization", "first-hitting-and-so-on", "left-to-right-or-at-random");

        assertThat(printed(table, 56)).isEqualTo("""
                setting                   of long words   what it is
                process.parameterization  first-hitting-  left-to-right-
                                          and-so-on       or-at-random
                """);
    }

    @Test
    void anIntervalIsOneWord() {
        assertThat(Wrapping.lines("3.14 [3.10, 3.18] and more", 14))
                .containsExactly("3.14", "[3.10, 3.18]", "and more");
        assertThat(Wrapping.lines("window=[0.3, 0.8]", 12)).containsExactly("window=[0.3,", "0.8]");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 40, 60, 80, 100, 200})
    void nothingIsWiderThanTheTerminal(int columns) {
        TextTable table = new TextTable("point", "a", "b", "c", "description", "of long words");
        table.row("block,blockSize=4,stepsPerBlock=16", "1", "2 [1, 3]", "x", SENTENCE, "w".repeat(70));
        table.row("ar", "10000000", "-", "yyyyyyyyyyyyyyyyyyyyyyyy", "", SENTENCE);

        String text = printed(table, columns);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        assertThat(text.replaceAll("[^w]", "")).contains("w".repeat(70));
    }

    /** Where there is room for every word, all of them are whole. */
    @ParameterizedTest
    @CsvSource({"38", "44", "57", "80"})
    void noWordIsBrokenThatFits(int columns) {
        List<String> words = Arrays.asList(printed(table(), columns).split("\\s+", -1));

        assertThat(words).containsAll(Arrays.asList(SENTENCE.split(" ", -1)));
    }

    private static TextTable table() {
        TextTable table = new TextTable("name", "value", "what it is");
        table.row("first", "1.50", "short");
        table.row("the next", "140.00", SENTENCE);
        return table;
    }

    private static String printed(TextTable table, int columns) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true), new Terminal(true, false, columns));
        return text.toString();
    }
}
