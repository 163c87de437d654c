package dev.dlmbench.report;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.base.Csv;
import dev.dlmbench.base.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The main table for other programs and other documents. */
public final class TableFiles {
    private TableFiles() {}

    /** Returns the table in Markdown, with intervals, and what explains the signs at its values. */
    public static String markdown(MainTable table) {
        List<String> headings = new ArrayList<>(List.of("point"));
        List<String> rules = new ArrayList<>(List.of("---"));
        for (MainTable.Column column : table.columns()) {
            headings.add(column.heading() + (column.unit().isEmpty() ? "" : " (" + column.unit() + ")"));
            rules.add(column.numeric() ? "---:" : "---");
        }
        StringBuilder text = new StringBuilder(line(headings) + line(rules));
        for (MainTable.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.id()));
            row.cells()
                    .forEach(cell ->
                            cells.add(cell.marked() + (cell.detail().isEmpty() ? "" : " [" + cell.detail() + "]")));
            text.append(line(cells));
        }
        table.legend()
                .forEach(explained ->
                        text.append("\n").append(Markdown.cell(explained)).append("\n"));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /**
     * Returns the table as comma-separated values, unrounded. Intervals are in columns of their own, and so are, for
     * columns in which there are any, lower bounds and what a reader must know of a value: words with semicolons
     * between them.
     */
    public static String csv(MainTable table) {
        List<String> headings = new ArrayList<>(List.of("point", "state"));
        for (int i = 0; i < table.columns().size(); i++) {
            MainTable.Column column = table.columns().get(i);
            headings.add(column.key());
            if (interval(column)) {
                headings.add(column.key() + "-low");
                headings.add(column.key() + "-high");
            }
            if (between(table, i)) {
                headings.add(column.key() + "-lower-bound");
            }
            if (remarkable(table, i)) {
                headings.add(column.key() + "-remarks");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (MainTable.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.id(), row.state().isEmpty() ? "complete" : row.state()));
            for (int i = 0; i < table.columns().size(); i++) {
                MainTable.Cell cell = row.cells().get(i);
                cells.add(cell.value());
                if (interval(table.columns().get(i))) {
                    cells.add(cell.low());
                    cells.add(cell.high());
                }
                if (between(table, i)) {
                    cells.add(cell.lower());
                }
                if (remarkable(table, i)) {
                    cells.add(remarks(cell.caveats()));
                }
            }
            rows.add(cells);
        }
        return Csv.of(headings, rows);
    }

    private static boolean between(MainTable table, int column) {
        return table.rows().stream()
                .anyMatch(row -> !row.cells().get(column).lower().isEmpty());
    }

    private static boolean remarkable(MainTable table, int column) {
        return table.rows().stream()
                .anyMatch(row -> !row.cells().get(column).caveats().all().isEmpty());
    }

    private static String remarks(Caveats caveats) {
        return caveats.all().stream().map(Caveat::remark).collect(Collectors.joining("; "));
    }

    private static boolean interval(MainTable.Column column) {
        return column.numeric()
                && !List.of("blockSize", "stepsPerBlock").contains(column.key())
                && !column.key().startsWith("paper-");
    }
}
