package dev.dlmbench.base;

import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * Files of comma-separated values with a header (RFC 4180). Spreadsheets take words of others for formulas if they
 * begin like one; these stand behind an apostrophe.
 */
public final class Csv {
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+@\\t\\r-].*");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]+([eE][-+]?\\d+)?");

    /** A quotation mark alone does not make Tablesaw quote a cell. */
    private static final Pattern BARE_QUOTE = Pattern.compile("[^\",\r\n][^,\r\n]*\"[^,\r\n]*");

    private Csv() {}

    /** Returns {@code text}, behind an apostrophe if it would be calculated; numbers are as they are. */
    static String text(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /** Returns the file of {@code rows}, which have a cell for each of the {@code headings}. */
    public static String of(List<String> headings, List<List<String>> rows) {
        return of(Table.create(IntStream.range(0, headings.size())
                .mapToObj(i -> StringColumn.create(
                        headings.get(i), rows.stream().map(row -> row.get(i)).toList()))
                .toArray(StringColumn[]::new)));
    }

    /** Returns the file of {@code table}; a missing cell is empty. */
    public static String of(Table table) {
        Table written = table.copy();
        boolean bare = false;
        for (Column<?> column : table.columns()) {
            if (column instanceof StringColumn words) {
                StringColumn safe = words.map(Csv::text);
                written.replaceColumn(column.name(), safe);
                bare |= safe.asList().stream().anyMatch(BARE_QUOTE.asMatchPredicate());
            }
        }
        StringWriter text = new StringWriter();
        written.write()
                .usingOptions(CsvWriteOptions.builder(text)
                        .ignoreLeadingWhitespaces(false)
                        .ignoreTrailingWhitespaces(false)
                        .quoteAllFields(bare)
                        .build());
        return text.toString();
    }
}
