package dev.dlmbench.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the commands together and runs one. */
final class Cli {
    private static final int NARROWEST_HELP = 55;
    private static final int WIDEST_HELP = 100;

    private Cli() {}

    /** Runs the command in {@code args} and returns its exit code. */
    static int run(Program program, PrintWriter out, PrintWriter err, String... args) {
        return commandLine(program, out, err).execute(args);
    }

    static CommandLine commandLine(Program program, PrintWriter out, PrintWriter err) {
        Dlm dlm = new Dlm(program);
        CommandLine line = new CommandLine(dlm)
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new SampleCommand())
                .addSubcommand(new PlanCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new SubmitCommand())
                .addSubcommand(new WaitCommand())
                .addSubcommand(new CancelCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LsCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new DiffCommand())
                .addSubcommand(new HistoryCommand())
                .addSubcommand(new CompareCommand())
                .addSubcommand(new BestCommand())
                .addSubcommand(new ClaimsCommand())
                .addSubcommand(new GateCommand())
                .addSubcommand(new CalibrateCommand())
                .addSubcommand(new BaselineCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new ChartCommand())
                .addSubcommand(new TableCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new ListCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new FsckCommand())
                .addSubcommand(new GcCommand())
                .addSubcommand(new MergeCommand())
                .addSubcommand(new BenchmarkCommand())
                .addSubcommand(new BundleCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new WorkerSideCommand())
                .addSubcommand(new ElementSideCommand())
                .addSubcommand(new DecodingSideCommand())
                .addSubcommand(new DoctorEngineCommand());
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
