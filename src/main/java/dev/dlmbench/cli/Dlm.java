package dev.dlmbench.cli;

import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.Paint;
import dev.dlmbench.terminal.VisibleWriter;
import dev.dlmbench.text.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that all others hang on, with the options that all share. */
@Command(
        name = "dlm",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains and measures language models between autoregression and diffusion.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:the program or the machine is at fault",
            "2:the command line or a suite is wrong",
            "3:something got worse, or a claim is refuted",
            "4:something is not decided (only with --strict)",
            "5:values do not mean the same, or there is nothing to compare with",
            "6:some runs failed or are missing, the others are there",
            "130:interrupted; the same command goes on"
        })
public final class Dlm implements Runnable {
    /** When to print in colour. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    private final Installation program;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-C",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Work in DIR: other paths are relative to it.")
    private Path folder = Path.of("");

    @Option(
            names = "--store",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where results are kept (default: results).")
    private Path store = Path.of("results");

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where reports are written (default: reports).")
    private Path reports = Path.of("reports");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where named corpora lie (default: DLM_DATA, else ../shared/data).")
    private @Nullable Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON; a command that has none refuses.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only what was asked for.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print more, such as where an error comes from.")
    private boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            arity = "0..1",
            fallbackValue = "always",
            scope = ScopeType.INHERIT,
            description = "auto, always or never (default: auto).")
    private Color color = Color.AUTO;

    @Option(
            names = "--no-progress",
            scope = ScopeType.INHERIT,
            description = "Print plain lines instead of a live display.")
    private boolean noProgress;

    Dlm(Installation program) {
        this.program = program;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    Installation program() {
        return program;
    }

    /** Returns a writer that shows what cannot be seen, and gives nothing that it is given the force of an order. */
    PrintWriter visible(PrintWriter writer) {
        return VisibleWriter.over(writer, program.variable("GITHUB_ACTIONS").equals("true"));
    }

    /** Returns {@code path} as seen from the folder to work in. */
    public Path resolve(Path path) {
        return folder.resolve(path);
    }

    public Path folder() {
        return folder;
    }

    ResultStore store() {
        return ResultStore.open(storeFolder());
    }

    /** Returns where the store is or would be, whatever is there. */
    Path storeFolder() {
        return resolve(store);
    }

    Path reports() {
        return resolve(reports);
    }

    DataFolder data() {
        DataFolder found = DataFolder.find(
                Optional.ofNullable(data).map(this::resolve), Optional.ofNullable(System.getenv("DLM_DATA")));
        return new DataFolder(resolve(found.path()));
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    /** Returns whether progress is to be shown live. */
    boolean live() {
        return program.terminal().error() && !noProgress;
    }

    /** Returns how to print words that stand out. */
    Paint paint() {
        return switch (color) {
            case ALWAYS -> new Paint(true);
            case NEVER -> new Paint(false);
            case AUTO -> new Paint(program.terminal().output());
        };
    }
}
