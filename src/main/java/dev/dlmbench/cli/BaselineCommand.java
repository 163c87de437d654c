package dev.dlmbench.cli;

import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.gate.BaselineMaker;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.revision.ProgramRevision;
import dev.dlmbench.store.Baselines;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Keeps what a suite measured, for gates to compare with. */
@Command(
        name = "baseline",
        description = "Keep what a suite measured, for gates to compare with.",
        subcommands = {
            BaselineCommand.Save.class,
            BaselineCommand.Ls.class,
            BaselineCommand.Show.class,
            BaselineCommand.Promote.class,
            BaselineCommand.Rm.class
        })
final class BaselineCommand extends DlmCommand {
    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "Missing command: save, ls, show, promote or rm");
    }

    private static void told(DlmCommand command, Map<String, Object> facts, String words) {
        command.out().println(command.dlm().json() ? JsonText.of(facts) : words);
    }

    private static Baselines baselines(DlmCommand command) {
        return new Baselines(command.dlm().store());
    }

    /** Writes one. */
    @Command(name = "save", description = "Write what the store holds of a suite into results/baselines.")
    static final class Save extends DlmCommand {
        @Option(names = "--name", paramLabel = "NAME", description = "The baseline's name (default: the suite's).")
        private String name = "";

        @Mixin
        private SuiteArguments arguments;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Dlm dlm = dlm();
            ResultStore store = dlm.store();
            SuiteResults results = results(store, arguments.plan(dlm, store).index());
            long missing = results.states().stream()
                    .filter(node -> node.state() != NodeState.State.COMPLETE)
                    .count();
            if (missing > 0) {
                throw new InvalidSettingException(missing + " nodes of "
                        + results.index().suite() + " are not in the store; dlm run computes them");
            }
            String chosen = name.isEmpty() ? results.index().suite() : name;
            String commit = ProgramRevision.of(ProgramFolder.find()).getOrDefault("commit", "unknown");
            Baseline baseline =
                    BaselineMaker.of(results, dlm.program().clock().instant().toString(), commit);
            baselines(this).write(chosen, baseline);
            told(
                    this,
                    Map.of(
                            "name", chosen,
                            "values", baseline.series().size(),
                            "file", baselines(this).file(chosen).toString()),
                    "Baseline " + chosen + ": " + baseline.series().size() + " values in "
                            + baselines(this).file(chosen));
            return ExitCode.OK;
        }
    }

    /** Lists them. */
    @Command(name = "ls", description = "List the baselines.")
    static final class Ls extends DlmCommand {
        /** One of them. */
        record Row(String name, String suite, String created, String commit, int values) {}

        @Override
        public Integer call() throws IOException {
            List<Row> rows = new ArrayList<>();
            for (String name : baselines(this).names()) {
                Baseline baseline = baselines(this).read(name);
                rows.add(new Row(
                        name,
                        baseline.suite(),
                        baseline.created(),
                        baseline.commit(),
                        baseline.series().size()));
            }
            if (dlm().json()) {
                out().println(JsonText.of(rows));
                return ExitCode.OK;
            }
            TextTable table = new TextTable("name", "suite", "created", "commit", "values");
            rows.forEach(row -> table.row(
                    row.name,
                    row.suite,
                    row.created,
                    row.commit.substring(0, Math.min(10, row.commit.length())),
                    row.values));
            print(table);
            return ExitCode.OK;
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a baseline's values.")
    static final class Show extends DlmCommand {
        @Parameters(paramLabel = "NAME", description = "The baseline's name.")
        private String name;

        @Override
        public Integer call() throws IOException {
            Baseline baseline = baselines(this).read(name);
            if (dlm().json()) {
                out().println(JsonText.of(baseline));
                return ExitCode.OK;
            }
            below("suite " + baseline.suite() + ", " + baseline.created() + ", commit " + baseline.commit());
            out().println();
            TextTable table = new TextTable("point", "metric", "at", "values by seed");
            baseline.series()
                    .forEach(series -> table.row(
                            series.point(),
                            series.metric(),
                            series.variant(),
                            series.values().toString()));
            print(table);
            return ExitCode.OK;
        }
    }

    /** Copies one to another name. */
    @Command(name = "promote", description = "Make a baseline another one: what was there before is replaced.")
    static final class Promote extends DlmCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The baseline to take.")
        private String name;

        @Parameters(index = "1", paramLabel = "TO", description = "The name to give it.")
        private String to;

        @Override
        public Integer call() throws IOException {
            baselines(this).write(to, baselines(this).read(name));
            told(this, Map.of("name", to, "from", name), "Baseline " + to + " is now what " + name + " is.");
            return ExitCode.OK;
        }
    }

    /** Deletes one. */
    @Command(name = "rm", description = "Delete a baseline.")
    static final class Rm extends DlmCommand {
        @Parameters(paramLabel = "NAME", description = "The baseline's name.")
        private String name;

        @Override
        public Integer call() throws IOException {
            if (!Files.exists(baselines(this).file(name))) {
                baselines(this).read(name); // says which there are
            }
            baselines(this).delete(name);
            told(this, Map.of("name", name, "removed", true), "Baseline " + name + " is gone.");
            return ExitCode.OK;
        }
    }
}
