package dev.dlmbench.cli;

import dev.dlmbench.analysis.RunRecord;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.report.LatexFiles;
import dev.dlmbench.report.MainTable;
import dev.dlmbench.report.TableFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Wrapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the main table of a suite's report. */
@Command(name = "table", description = "Print the main table of a suite from the store; computes nothing.")
final class TableCommand extends DlmCommand {
    private static final String INTERVALS =
            "(95 % intervals: across seeds, on one and the same test text, or within the only seed)";

    /** The form of the output. */
    enum Format {
        TEXT,
        MARKDOWN,
        CSV,
        LATEX
    }

    @Parameters(paramLabel = "NAME", description = "The suite, by its name or its file.")
    private String name;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, markdown, csv or latex (default: text on a terminal, else markdown).")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: standard output).")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        SuiteResults results = SuiteResults.read(store, SuiteArgument.index(dlm(), store, name));
        MainTable table = MainTable.of(results);
        String text = dlm().json() ? json(table, results) + "\n" : written(table, results);
        if (output == null) {
            out().print(text);
            out().flush();
        } else {
            Path file = dlm().resolve(output);
            Files.writeString(file, text);
            out().println(
                            dlm().json()
                                    ? JsonText.of(Map.of("points", table.rows().size(), "file", file.toString()))
                                    : table.rows().size() + " points in " + file);
        }
        if (results.rows().isEmpty()) {
            err().println("dlm: nothing of '" + name + "' has been measured");
            return ExitCode.SOME_FAILED;
        }
        return ExitCode.OK;
    }

    /** Returns the table with a record of every run that was timed. */
    private static String json(MainTable table, SuiteResults results) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("columns", table.columns());
        json.put("rows", table.rows());
        json.put("runs", RunRecord.of(results));
        return JsonText.of(json);
    }

    private String written(MainTable table, SuiteResults results) {
        return switch (format()) {
            case TEXT -> text(table);
            case MARKDOWN -> TableFiles.markdown(table);
            case CSV -> TableFiles.csv(table);
            case LATEX -> LatexFiles.table(table, table.winners(results));
        };
    }

    private Format format() {
        if (format != null) {
            return format;
        }
        return output == null && dlm().program().terminal().output() ? Format.TEXT : Format.MARKDOWN;
    }

    /** Returns columns that fit the terminal: without intervals, and without settings, if there is no room for them. */
    private String text(MainTable table) {
        int columns = dlm().program().terminal().columns();
        List<TextTable> shorter = List.of(text(table, true, true), text(table, false, true), text(table, false, false));
        TextTable chosen = shorter.stream()
                .filter(text -> text.width() <= columns)
                .findFirst()
                .orElse(shorter.get(2));
        StringWriter writer = new StringWriter();
        chosen.print(new PrintWriter(writer, true), columns);
        String below = chosen.equals(shorter.get(0))
                ? INTERVALS
                : "(left out: 95 % intervals" + (chosen.equals(shorter.get(1)) ? "" : ", settings")
                        + "; --format markdown has them)";
        return writer
                + Stream.concat(Stream.of(below), table.legend().stream())
                        .map(line -> Wrapping.paragraph(line, 0, columns) + "\n")
                        .collect(Collectors.joining());
    }

    private static TextTable text(MainTable table, boolean intervals, boolean settings) {
        List<MainTable.Column> columns = table.columns();
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> settings || !columns.get(i).setting())
                .boxed()
                .toList();
        List<String> headings = new ArrayList<>(List.of("point"));
        for (int i : shown) {
            MainTable.Column column = columns.get(i);
            String place = column.place().isEmpty() ? "" : " " + column.place();
            headings.add(column.heading() + column.arrow() + place);
        }
        TextTable text = new TextTable(headings.toArray(String[]::new));
        for (MainTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.name()));
            for (int i : shown) {
                MainTable.Cell cell = row.cells().get(i);
                cells.add(cell.marked() + (intervals && !cell.detail().isEmpty() ? " [" + cell.detail() + "]" : ""));
            }
            text.row(cells.toArray());
        }
        return text;
    }
}
