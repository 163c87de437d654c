package dev.dlmbench.cli;

import dev.dlmbench.analysis.MetricTable;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Hands measured values to other programs. */
@Command(name = "export", description = "Write every measured value of a suite, one row each, for other programs.")
final class ExportCommand extends DlmCommand {
    /** The form of the output. */
    enum Format {
        CSV,
        JSONL,
        PARQUET
    }

    @Parameters(paramLabel = "NAME", description = "The suite's name.")
    private String name;

    @Option(
            names = "--format",
            description = "csv, jsonl (a JSON object per line) or parquet (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: standard output, but for parquet).")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        if (format == Format.PARQUET && output == null) {
            throw new ParameterException(spec().commandLine(), "parquet is not for the screen; name a file with -o");
        }
        ResultStore store = dlm().store();
        SuiteResults results = results(store, StatusCommand.index(store, name));
        MetricTable table = MetricTable.of(name, results.rows());
        if (output == null) {
            write(table, out());
            out().flush();
        } else {
            Path file = dlm().resolve(output);
            write(table, file);
            out().println(table.rowCount() + " values in " + file);
        }
        return ExitCode.OK;
    }

    private void write(MetricTable table, Path file) throws IOException {
        if (format == Format.PARQUET) {
            table.parquet(file);
            return;
        }
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            write(table, writer);
        }
    }

    private void write(MetricTable table, PrintWriter writer) {
        switch (format) {
            case CSV -> writer.print(table.csv());
            case JSONL -> table.rows().forEach(row -> writer.print(JsonText.line(row) + "\n"));
            case PARQUET -> throw new IllegalStateException("not a text");
        }
    }
}
