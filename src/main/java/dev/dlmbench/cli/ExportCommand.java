package dev.dlmbench.cli;

import static java.util.Objects.requireNonNull;

import dev.dlmbench.analysis.MetricTable;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.export.HuggingFaceFolder;
import dev.dlmbench.export.TensorBoardFolder;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Hands measured values and trained models to other programs, or all results of a suite to other stores. */
@Command(
        name = "export",
        description =
                "Write every measured value of a suite, one row each, for other programs; or, as an archive, all"
                        + " of its results for dlm import; or its trained models, the curves of their training, or what they answered.")
final class ExportCommand extends DlmCommand {
    /** The form of the output. */
    enum Format {
        CSV,
        JSONL,
        PARQUET,
        ARCHIVE,
        HUGGINGFACE,
        TENSORBOARD,
        LM_EVAL;

        /** Returns whether it is of trained models, and not of values. */
        boolean ofModels() {
            return this == HUGGINGFACE || this == TENSORBOARD || this == LM_EVAL;
        }

        @Override
        public String toString() {
            return Names.of(this);
        }

        /** Returns what it is in messages, if it is not for the screen. */
        String filed() {
            return switch (this) {
                case CSV, JSONL -> "";
                case PARQUET -> "parquet is";
                case ARCHIVE -> "an archive is";
                case HUGGINGFACE, TENSORBOARD, LM_EVAL -> "a folder is";
            };
        }
    }

    @Parameters(
            paramLabel = "NAME",
            description = "The suite, by its name or its file; for models also SUITE:POINT or a node's address.")
    private String name;

    @Option(
            names = "--format",
            description = "csv, jsonl (a JSON object per line), parquet, or archive: a zip file with the suite's nodes;"
                    + " huggingface: a folder with a trained model; tensorboard: a folder with curves of training;"
                    + " lm-eval: a folder with answers as lm-evaluation-harness logs them"
                    + " (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to (default: standard output, but for parquet, archives and folders).")
    private @Nullable Path output;

    @Option(
            names = "--point",
            paramLabel = "POINT",
            description = "The point whose models are meant; needed for huggingface where the suite has several.")
    private @Nullable String point;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of the model. Default: all of them.")
    private @Nullable Long seed;

    @Override
    String noJson() {
        return output == null ? "this prints the values themselves; --format jsonl has them as JSON" : "";
    }

    @Override
    public Integer call() throws IOException {
        if (!format.filed().isEmpty() && output == null) {
            throw new ParameterException(
                    spec().commandLine(),
                    format.filed() + " not for the screen; name " + (format.ofModels() ? "one" : "a file")
                            + " with -o");
        }
        if (!format.ofModels() && (point != null || seed != null)) {
            throw new ParameterException(
                    spec().commandLine(),
                    "--point and --seed go with the formats huggingface, tensorboard and lm-eval");
        }
        ResultStore store = dlm().store();
        if (format == Format.LM_EVAL) {
            return written(
                    new LmEvalExport(dlm(), store).write(name, point, seed, dlm().resolve(requireNonNull(output))));
        }
        if (format.ofModels()) {
            return models(store, dlm().resolve(requireNonNull(output)));
        }
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

    private int models(ResultStore store, Path folder) throws IOException {
        List<ModelArguments.Named> found = new ModelArguments(dlm(), store).find(name, point, seed);
        List<String> points =
                found.stream().map(ModelArguments.Named::point).distinct().toList();
        if (format == Format.HUGGINGFACE && points.size() > 1) {
            throw new InvalidSettingException(name + " has " + points.size() + " points with models; choose one with"
                    + " --point: " + String.join(" ", points));
        }
        ModelExport export = new ModelExport(store, found, folder);
        return written(export.write((node, named, own) -> format == Format.HUGGINGFACE
                ? "a model of the family "
                        + HuggingFaceFolder.write(node, named.facts(), own, dlm().data())
                                .family()
                                .id()
                : Words.counted(TensorBoardFolder.write(node, own), "step")));
    }

    private int written(Map<Path, String> written) {
        written.forEach((place, what) -> out().println(
                        dlm().json()
                                ? JsonText.line(Map.of("folder", place.toString(), "content", what))
                                : place + ": " + what));
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
            case PARQUET, ARCHIVE, HUGGINGFACE, TENSORBOARD, LM_EVAL -> throw new IllegalStateException("not a text");
        }
    }
}
