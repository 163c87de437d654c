package dev.dlmbench.terminal;

import dev.dlmbench.base.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table with headings. On a terminal it has columns that fit: cells are wrapped between words, the widest columns
 * first, and columns of numbers are flush right; what still has no room comes in a second table below. For another
 * program each row is a line with tabs between cells.
 */
public final class TextTable {
    private static final String GAP = "  ";

    /** What a column keeps even if longer words in it have to be broken. */
    private static final int FLOOR = 12;

    /** Numbers as tables have them: grouped, as bounds, with intervals and signs, or none. */
    private static final Pattern NUMBERS = Pattern.compile("(?:[-0-9., \u2013\u2264\\[\\]]|\u202f[\u2020a-z]{0,3})*+");

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Visible.line(cell.toString()));
        }
        rows.add(row);
    }

    /** Prints it for whoever reads {@code out}. */
    public void print(PrintWriter out, Terminal terminal) {
        if (terminal.output()) {
            print(out, terminal.columns());
        } else {
            out.println(String.join("\t", headings));
            rows.forEach(row -> out.println(String.join("\t", row)));
        }
    }

    /** Returns the rows as headings with their cells. */
    public List<Map<String, String>> records() {
        return rows.stream()
                .map(row -> {
                    Map<String, String> named = new LinkedHashMap<>();
                    for (int i = 0; i < headings.size(); i++) {
                        named.put(headings.get(i), row.get(i));
                    }
                    return named;
                })
                .toList();
    }

    /** Returns how many characters wide it is if nothing is wrapped. */
    public int width() {
        return total(natural());
    }

    /** Prints it with columns that fit into so many characters. */
    public void print(PrintWriter out, int columns) {
        int[] widths = natural();
        shrink(widths, columns, this::longestWord);
        shrink(widths, columns, i -> i == 0 ? longestWord(i) : Math.min(longestWord(i), FLOOR)); // names stay whole
        shrink(widths, columns, i -> Math.min(longestWord(i), FLOOR));
        if (total(widths) > columns) {
            inParts(out, columns);
            return;
        }
        boolean[] numeric = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            numeric[i] = numeric(i);
        }
        row(out, headings, widths, numeric);
        rows.forEach(row -> row(out, row, widths, numeric));
    }

    private int[] natural() {
        return IntStream.range(0, headings.size())
                .map(i -> cells(i).stream().mapToInt(String::length).max().orElse(0))
                .toArray();
    }

    private List<String> cells(int column) {
        List<String> cells = new ArrayList<>(List.of(headings.get(column)));
        rows.forEach(row -> cells.add(row.get(column)));
        return cells;
    }

    private int longestWord(int column) {
        return cells(column).stream().mapToInt(Wrapping::longestWord).max().orElse(0);
    }

    private boolean numeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .allMatch(row -> NUMBERS.matcher(row.get(column)).matches());
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    }

    /** Takes from the widest column what the table is too wide by, as long as columns have more than their least. */
    private static void shrink(int[] widths, int columns, IntUnaryOperator least) {
        int[] floors = IntStream.range(0, widths.length).map(least).toArray();
        IntPredicate shrinks = i -> widths[i] > floors[i];
        while (total(widths) > columns && IntStream.range(0, widths.length).anyMatch(shrinks)) {
            int widest = IntStream.range(0, widths.length)
                    .filter(shrinks)
                    .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                    .orElseThrow();
            widths[widest]--;
        }
    }

    private static void row(PrintWriter out, List<String> cells, int[] widths, boolean[] numeric) {
        List<List<String>> wrapped = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(Wrapping.lines(cells.get(i), widths[i]));
            lines = Math.max(lines, wrapped.get(i).size());
        }
        for (int at = 0; at < lines; at++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = at < wrapped.get(i).size() ? wrapped.get(i).get(at) : "";
                String padding = " ".repeat(widths[i] - part.length());
                line.append(i == 0 ? "" : GAP).append(numeric[i] ? padding + part : part + padding);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Where not all columns fit: several tables, each with the first column and as many of the others as have room. */
    private void inParts(PrintWriter out, int columns) {
        if (headings.size() <= 2) {
            oneBelowTheOther(out, columns);
            return;
        }
        List<Integer> part = new ArrayList<>(List.of(0));
        int used = longestWord(0);
        for (int i = 1; i < headings.size(); i++) {
            int more = GAP.length() + longestWord(i);
            if (part.size() > 1 && used + more > columns) {
                part(part).print(out, columns);
                out.println();
                part = new ArrayList<>(List.of(0));
                used = longestWord(0);
            }
            part.add(i);
            used += more;
        }
        part(part).print(out, columns);
    }

    private TextTable part(List<Integer> columns) {
        TextTable part = new TextTable(columns.stream().map(headings::get).toArray(String[]::new));
        rows.forEach(row -> part.rows.add(columns.stream().map(row::get).toList()));
        return part;
    }

    /** Where no columns fit: every row as a paragraph with a line for each cell. */
    private void oneBelowTheOther(PrintWriter out, int columns) {
        int label = headings.stream().mapToInt(String::length).max().orElse(0);
        boolean first = true;
        for (List<String> row : rows) {
            if (!first) {
                out.println();
            }
            first = false;
            for (int i = 0; i < headings.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    String text = Wrapping.paragraph(row.get(i), label + GAP.length(), columns);
                    out.println(headings.get(i) + text.substring(headings.get(i).length()));
                }
            }
        }
    }
}
