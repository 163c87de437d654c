package dev.dlmbench.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the commands together and runs one. */
final class Cli {
    private static final int NARROWEST_HELP = 55;
    private static final int WIDEST_HELP = 100;

    /** What each command is called, in the order in which help lists them. */
    static final Map<String, Supplier<DlmCommand>> COMMANDS = commands();

    private Cli() {}

    private static Map<String, Supplier<DlmCommand>> commands() {
        Map<String, Supplier<DlmCommand>> commands = new LinkedHashMap<>();
        commands.put("init", InitCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("sample", SampleCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("submit", SubmitCommand::new);
        commands.put("wait", WaitCommand::new);
        commands.put("cancel", CancelCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("ls", LsCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("best", BestCommand::new);
        commands.put("claims", ClaimsCommand::new);
        commands.put("gate", GateCommand::new);
        commands.put("calibrate", CalibrateCommand::new);
        commands.put("baseline", BaselineCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("chart", ChartCommand::new);
        commands.put("table", TableCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("compress", CompressCommand::new);
        commands.put("decompress", DecompressCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("data", DataCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("fsck", FsckCommand::new);
        commands.put("gc", GcCommand::new);
        commands.put("merge", MergeCommand::new);
        commands.put("benchmark", BenchmarkCommand::new);
        commands.put("bundle", BundleCommand::new);
        commands.put("engine", EngineCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("worker", WorkerSideCommand::new);
        commands.put("element", ElementSideCommand::new);
        commands.put("time-decoding", DecodingSideCommand::new);
        commands.put("doctor-engine", DoctorEngineCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    /** Runs the command in {@code args} and returns its exit code. */
    static int run(Installation program, PrintWriter out, PrintWriter err, String... args) {
        return commandLine(program, out, err, wanted(program, args)).execute(args);
    }

    /** Returns the program with all of its commands. */
    static CommandLine commandLine(Installation program, PrintWriter out, PrintWriter err) {
        return commandLine(program, out, err, COMMANDS.values());
    }

    /** Returns the command that is named, since describing all of them takes longer than starting Java; else all. */
    private static Collection<Supplier<DlmCommand>> wanted(Installation program, String... args) {
        String first;
        try {
            first = new CommandLine(new Dlm(program))
                    .setStopAtPositional(true).setUnmatchedArgumentsAllowed(true).parseArgs(args).unmatched().stream()
                            .findFirst()
                            .orElse("");
        } catch (ParameterException reportedBelow) {
            return COMMANDS.values();
        }
        return COMMANDS.containsKey(first) && !first.equals("completion")
                ? List.of(COMMANDS.get(first))
                : COMMANDS.values();
    }

    private static CommandLine commandLine(
            Installation program, PrintWriter out, PrintWriter err, Collection<Supplier<DlmCommand>> commands) {
        Dlm dlm = new Dlm(program);
        CommandLine line = new CommandLine(dlm);
        commands.forEach(command -> line.addSubcommand(command.get()));
        line.setOut(out);
        line.setErr(err);
        int columns = program.terminal().readable();
        line.setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(Help.defaultColorScheme(program.terminal().output() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setExecutionExceptionHandler(new Mistakes(dlm));
        line.setExecutionStrategy(Cli::execute);
        return line;
    }

    /** Runs the command that was named, unless it is asked for JSON and has none. */
    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof DlmCommand command
                && command.dlm().json()
                && !command.noJson().isEmpty()) {
            throw new ParameterException(last.commandSpec().commandLine(), "--json: " + command.noJson());
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
