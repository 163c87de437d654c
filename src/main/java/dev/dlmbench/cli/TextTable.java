package dev.dlmbench.cli;

import dev.dlmbench.base.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text under headings; columns of numbers are flush right. */
final class TextTable {
    private static final String GAP = "  ";

    /** Numbers as tables have them: grouped, as bounds, with intervals, or none. */
    private static final String NUMBERS = "[-0-9., \u2013\u202f\u2264\\[\\]]*";

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
        line(out, headings);
        rows.forEach(row -> line(out, row));
    }

    private void line(PrintWriter out, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < headings.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP).append(numeric(column) ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        int widest = headings.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }

    private boolean numeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches(NUMBERS));
    }
}
