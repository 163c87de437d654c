package dev.dlmbench.report;

import dev.dlmbench.base.Visible;
import dev.dlmbench.report.MainTable.Cell;
import dev.dlmbench.report.MainTable.Column;
import dev.dlmbench.report.MainTable.Row;
import java.util.Map;
import java.util.stream.Collectors;

/** The main table for papers: a LaTeX table and every value as a macro. */
public final class LatexFiles {
    private static final Map<Character, String> SPECIAL = Map.ofEntries(
            Map.entry('\\', "\\textbackslash{}"),
            Map.entry('{', "\\{"),
            Map.entry('}', "\\}"),
            Map.entry('$', "\\$"),
            Map.entry('&', "\\&"),
            Map.entry('#', "\\#"),
            Map.entry('_', "\\_"),
            Map.entry('%', "\\%"),
            Map.entry('~', "\\textasciitilde{}"),
            Map.entry('^', "\\textasciicircum{}"),
            Map.entry('<', "\\textless{}"),
            Map.entry('>', "\\textgreater{}"),
            Map.entry('|', "\\textbar{}"),
            Map.entry('"', "\\textquotedbl{}"),
            Map.entry('\u202f', "\\,"),
            Map.entry('\u2013', "--"),
            Map.entry('\u2264', "$\\leq$"),
            Map.entry('\u2208', "$\\in$"),
            Map.entry('\u00a7', "\\S{}"),
            Map.entry('\u00b6', "\\P{}"),
            Map.entry('\u2020', "$\\dagger$"),
            Map.entry('\u2021', "$\\ddagger$"),
            Map.entry('\u2191', "$\\uparrow$"),
            Map.entry('\u2193', "$\\downarrow$"));

    private LatexFiles() {}

    /**
     * Returns a table for {@code booktabs}, with intervals in smaller print. A value is bold where it is better than
     * all others of its column and the difference is real. Signs at values are explained below the last rule.
     *
     * @param winners the point that is best, by the key of the column
     */
    public static String table(MainTable table, Map<String, String> winners) {
        String alignment = table.columns().stream()
                .map(column -> column.numeric() ? "r" : "l")
                .collect(Collectors.joining());
        StringBuilder text = new StringBuilder(
                        "% \\usepackage{booktabs} and, for other letters, an engine that reads UTF-8\n")
                .append("\\begin{tabular}{l")
                .append(alignment)
                .append("}\n\\toprule\n");
        text.append(table.columns().stream()
                        .map(column -> "& " + escaped(column.heading() + column.arrow()))
                        .collect(Collectors.joining(" ", "", " \\\\\n")))
                .append(table.columns().stream()
                        .map(column -> "& {\\footnotesize " + escaped(column.unit()) + "}")
                        .collect(Collectors.joining(" ", "", " \\\\\n")))
                .append("\\midrule\n");
        for (Row row : table.rows()) {
            String name = escaped(row.name());
            text.append(name.startsWith("[") || name.startsWith("*") ? "{}" : "")
                    .append(name); // not the end of a row's
            for (int i = 0; i < row.cells().size(); i++) {
                Column column = table.columns().get(i);
                boolean best = row.id().equals(winners.get(column.key()));
                text.append(" & ").append(cell(row.cells().get(i), best));
            }
            text.append(" \\\\\n");
        }
        text.append("\\bottomrule\n");
        for (String line : table.legend()) {
            text.append("\\multicolumn{")
                    .append(table.columns().size() + 1)
                    .append("}{@{}p{\\linewidth}@{}}{\\footnotesize ")
                    .append(escaped(line))
                    .append("} \\\\\n");
        }
        return text.append("\\end{tabular}\n").toString();
    }

    private static String cell(Cell cell, boolean best) {
        String value = escaped(cell.text());
        String shown = (best ? "\\textbf{" + value + "}" : value) + signs(cell);
        return cell.detail().isEmpty() ? shown : shown + " {\\footnotesize [" + escaped(cell.detail()) + "]}";
    }

    /** Returns the signs behind a value, raised. */
    private static String signs(Cell cell) {
        String behind = cell.caveats().behind();
        return behind.isEmpty() ? "" : "\\textsuperscript{" + escaped(behind) + "}";
    }

    /** Returns macros: {@code \dlm{point}{metric}} is a value as the table has it, {@code \dlmci} its interval. */
    public static String macros(MainTable table) {
        StringBuilder text = new StringBuilder("""
                % \\dlm{point}{metric} is a value, \\dlmci{point}{metric} its 95 % interval; what is not there is an error.
                \\makeatletter
                \\newcommand{\\dlm@find}[1]{\\ifcsname #1\\endcsname\\csname #1\\endcsname\\else
                  \\PackageError{dlm}{there is no #1}{The macros hold every value of the table.}\\fi}
                \\newcommand{\\dlm}[2]{\\dlm@find{dlm:#1:#2}}
                \\newcommand{\\dlmci}[2]{\\dlm@find{dlmci:#1:#2}}
                \\makeatother
                """);
        for (Row row : table.rows()) {
            for (int i = 0; i < row.cells().size(); i++) {
                Cell cell = row.cells().get(i);
                if (!cell.value().isEmpty()) {
                    String name = row.id() + ":" + table.columns().get(i).key();
                    text.append(macro("dlm:" + name, escaped(cell.text()) + signs(cell)));
                    text.append(
                            cell.detail().isEmpty() ? "" : macro("dlmci:" + name, escaped("[" + cell.detail() + "]")));
                }
            }
        }
        return text.toString();
    }

    private static String macro(String name, String value) {
        String plain = Visible.line(name).replaceAll("[\\\\{}#%~^&$]", "");
        return "\\expandafter\\def\\csname " + plain + "\\endcsname{" + value + "}\n";
    }

    /** Returns {@code text} so that LaTeX prints it and does nothing else. */
    static String escaped(String text) {
        return Visible.line(text)
                .chars()
                .mapToObj(letter -> SPECIAL.getOrDefault((char) letter, Character.toString(letter)))
                .collect(Collectors.joining());
    }
}
