package dev.dlmbench.cli;

import static java.util.Objects.requireNonNull;

import dev.dlmbench.analysis.MetricTable;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.maintenance.SuiteArchive;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Hands measured values to other programs, or all results of a suite to other stores. */
@Command(
        name = "export",
        description = "Write every measured value of a suite, one row each, for other programs; or, as an archive, all"
                + " of its results for dlm import.")
final class ExportCommand extends DlmCommand {
    /** The form of the output. */
    enum Format {
        CSV,
        JSONL,
        PARQUET,
        ARCHIVE
    }

    @Parameters(paramLabel = "NAME", description = "The suite, by its name or its file.")
    private String name;

    @Option(
            names = "--format",
            description = "csv, jsonl (a JSON object per line), parquet, or archive: a zip file with the suite's nodes"
                    + " (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: standard output, but for parquet and archives).")
    private @Nullable Path output;

    @Override
    String noJson() {
        return output == null ? "this prints the values themselves; --format jsonl has them as JSON" : "";
    }

    @Override
    public Integer call() throws IOException {
        if ((format == Format.PARQUET || format == Format.ARCHIVE) && output == null) {
            String what = format == Format.PARQUET ? "parquet is" : "an archive is";
            throw new ParameterException(spec().commandLine(), what + " not for the screen; name a file with -o");
        }
        ResultStore store = dlm().store();
        if (format == Format.ARCHIVE) {
            return archive(store, dlm().resolve(requireNonNull(output)));
        }
        SuiteResults results = results(store, SuiteArgument.index(dlm(), store, name));
        MetricTable table = results.table();
        if (output == null) {
            write(table, out());
            out().flush();
        } else {
            Path file = dlm().resolve(output);
            write(table, file);
            if (dlm().json()) {
                out().println(JsonText.of(Map.of("values", table.rowCount(), "file", file.toString())));
            } else {
                out().println(table.rowCount() + " values in " + file);
            }
        }
        return ExitCode.OK;
    }

    private int archive(ResultStore store, Path file) throws IOException {
        SuiteArchive.Contents contents = SuiteArchive.write(store, SuiteArgument.index(dlm(), store, name), file);
        contents.damaged().forEach(damage -> leftOut(damage.toString()));
        if (!contents.missing().isEmpty()) {
            err().println(dlm().paint().bad("not in the store") + "  "
                    + Words.counted(contents.missing().size(), "node") + " of " + name + "; dlm status tells more");
        }
        if (dlm().json()) {
            out().println(JsonText.of(Map.of(
                    "nodes",
                    contents.nodes(),
                    "missing",
                    contents.missing().size(),
                    "file",
                    file.toString(),
                    "bytes",
                    Files.size(file))));
        } else {
            out().println(Words.counted(contents.nodes(), "node") + " in " + file + ", " + Words.count(Files.size(file))
                    + " bytes");
        }
        return contents.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private void write(MetricTable table, Path file) throws IOException {
        if (format == Format.PARQUET) {
            table.parquet(file);
            return;
        }
        StringWriter text = new StringWriter();
        write(table, new PrintWriter(text));
        DurableFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void write(MetricTable table, PrintWriter writer) {
        switch (format) {
            case CSV -> writer.print(table.csv());
            case JSONL -> table.rows().forEach(row -> writer.print(JsonText.line(row) + "\n"));
            case PARQUET, ARCHIVE -> throw new IllegalStateException("not a text");
        }
    }
}
