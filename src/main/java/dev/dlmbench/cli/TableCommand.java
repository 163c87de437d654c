package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.report.LatexFiles;
import dev.dlmbench.report.MainTable;
import dev.dlmbench.report.TableFiles;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the main table of a suite's report. */
@Command(name = "table", description = "Print the main table of a suite from the store; computes nothing.")
final class TableCommand extends DlmCommand {
    private static final String INTERVALS =
            "(95 % intervals: across seeds, on one and the same test text, or within the only seed)\n";

    /** The form of the output. */
    enum Format {
        TEXT,
        MARKDOWN,
        CSV,
        LATEX
    }

    @Parameters(paramLabel = "NAME", description = "The suite's name.")
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
        SuiteResults results = SuiteResults.read(store, StatusCommand.index(store, name));
        MainTable table = MainTable.of(results);
        String text = dlm().json() ? JsonText.of(table) + "\n" : written(table, results);
        if (output == null) {
            out().print(text);
            out().flush();
        } else {
            Path file = dlm().resolve(output);
            Files.writeString(file, text);
            out().println(table.rows().size() + " points in " + file);
        }
        if (results.rows().isEmpty()) {
            err().println("dlm: nothing of '" + name + "' has been measured");
            return ExitCode.SOME_FAILED;
        }
        return ExitCode.OK;
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

    /** Returns columns as wide as the terminal, without intervals if there is no room for them. */
    private String text(MainTable table) {
        String full = text(table, true);
        int widest = full.lines().mapToInt(String::length).max().orElse(0);
        String shown = widest <= dlm().program().terminal().columns()
                ? full + INTERVALS
                : text(table, false) + "(95 % intervals left out; --format markdown has them)\n";
        return shown + table.legend().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String text(MainTable table, boolean intervals) {
        List<String> headings = new ArrayList<>(List.of("point"));
        table.columns().forEach(column -> headings.add(column.heading() + column.arrow()));
        TextTable text = new TextTable(headings.toArray(String[]::new));
        for (MainTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.name()));
            row.cells()
                    .forEach(cell -> cells.add(
                            cell.marked() + (intervals && !cell.detail().isEmpty() ? " [" + cell.detail() + "]" : "")));
            text.row(cells.toArray());
        }
        StringWriter writer = new StringWriter();
        text.print(new PrintWriter(writer, true));
        return writer.toString();
    }
}
