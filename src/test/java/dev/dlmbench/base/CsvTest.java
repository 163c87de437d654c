package dev.dlmbench.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class CsvTest {
    static Stream<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("reports"))) {
            return files.filter(file -> file.endsWith("main.csv") && hasDistinctColumns(file)).toList().stream();
        }
    }

    /** Some older tables have two columns of one name, which cannot be told apart. */
    private static boolean hasDistinctColumns(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> names = List.of(lines.findFirst().orElseThrow().split(",", -1));
            return Set.copyOf(names).size() == names.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two commas and four quotation marks around and within. */
    @Test
    void quotesWhatWouldEndACell() {
        assertThat(Csv.of(List.of("point", "value"), List.of(List.of("a,\"b\"", "1"), List.of("", "-2"))))
                .isEqualTo("point,value\n\"a,\"\"b\"\"\",1\n,-2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "\"", "a,b", "a\nb", "a\"b,c", "#", "\\", "\u2264 1", "it's"})
    void aReaderFindsTheCellsThatWereWritten(String cell) {
        List<List<String>> rows = List.of(List.of(cell, "x"), List.of("y", cell));

        Table read = read(Csv.of(List.of("one", "other"), rows), 2);

        assertThat(read.stream().map(row -> List.of(row.getString(0), row.getString(1))))
                .isEqualTo(rows);
    }

    /** RFC 4180, section 2: spaces are part of a cell. */
    @Test
    void blanksAreKept() {
        assertThat(Csv.of(List.of("a", "b"), List.of(List.of(" x ", "y")))).isEqualTo("a,b\n x ,y\n");
    }

    /** RFC 4180, section 2: a cell with a quotation mark is enclosed in such, and the mark is written twice. */
    @Test
    void aQuotationMarkAloneIsQuotedToo() {
        assertThat(Csv.of(List.of("a"), List.of(List.of("it is \"so\"")))).contains("\"it is \"\"so\"\"\"\n");
    }

    @Test
    void aMissingCellIsEmpty() {
        LongColumn number = LongColumn.create("n");
        number.append(1).appendMissing();

        assertThat(Csv.of(Table.create(StringColumn.create("a", "x", "y"), number)))
                .isEqualTo("a,n\nx,1\ny,\n");
    }

    /** What is not touched is written as it was, byte for byte. */
    @ParameterizedTest
    @MethodSource("tables")
    void tablesOfReportsComeBack(Path file) throws IOException {
        String text = Files.readString(file);
        Table read = read(text, text.lines().findFirst().orElseThrow().split(",", -1).length);

        List<List<String>> rows = read.stream()
                .map((Row row) ->
                        read.columnNames().stream().map(row::getString).toList())
                .toList();

        assertThat(Csv.of(read.columnNames(), rows)).isEqualTo(text);
    }

    private static Table read(String text, int columns) {
        ColumnType[] types = new ColumnType[columns];
        Arrays.fill(types, ColumnType.STRING);
        return Table.read()
                .usingOptions(CsvReadOptions.builderFromString(text)
                        .columnTypes(types)
                        .missingValueIndicator("")
                        .ignoreZeroDecimal(false));
    }
}
