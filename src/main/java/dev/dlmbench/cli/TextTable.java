package dev.dlmbench.cli;

import dev.dlmbench.base.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Columns of text under headings; columns of numbers are flush right. */
final class TextTable {
    private static final String GAP = "  ";

    /** Numbers as tables have them: grouped, as bounds, with intervals and signs, or none. */
    private static final Pattern NUMBERS = Pattern.compile("(?:[-0-9., \u2013\u2264\\[\\]]|\u202f[\u2020a-z]{0,3})*+");

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Visible.line(cell.toString()));
        }
        rows.add(row);
    }

    void print(PrintWriter out) {
        List<Column> columns =
                IntStream.range(0, headings.size()).mapToObj(this::column).toList();
        line(out, columns, headings);
        rows.forEach(row -> line(out, columns, row));
    }

    private static void line(PrintWriter out, List<Column> columns, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = cells.get(i);
            String padding = " ".repeat(column.width() - cell.length());
            line.append(i == 0 ? "" : GAP).append(column.numeric() ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    private Column column(int index) {
        int widest = headings.get(index).length();
        boolean numeric = !rows.isEmpty();
        for (List<String> row : rows) {
            String cell = row.get(index);
            widest = Math.max(widest, cell.length());
            numeric = numeric && NUMBERS.matcher(cell).matches();
        }
        return new Column(widest, numeric);
    }

    /** How a column is laid out. */
    private record Column(int width, boolean numeric) {}
}
