package dev.dlmbench.cli;

import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.yaml.SuiteException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a suite is right. */
@Command(name = "validate", description = "Check a suite; says all that is wrong with it.")
final class ValidateCommand extends DlmCommand {
    @Mixin
    private SuiteArguments arguments;

    @Override
    public Integer call() {
        try {
            Suite suite = arguments.read(dlm());
            warn(suite);
            long models = suite.points().stream()
                    .mapToLong(point -> point.seeds().size())
                    .sum();
            if (dlm().json()) {
                out().println(JsonText.of(Map.of(
                        "valid",
                        true,
                        "suite",
                        suite.name(),
                        "points",
                        suite.points().size(),
                        "problems",
                        List.of(),
                        "warnings",
                        warnings(suite))));
            } else {
                out().printf(
                                "%s: suite %s is right: %s, %s with their seeds%n",
                                arguments.file(dlm()),
                                suite.name(),
                                Words.counted(suite.points().size(), "point"),
                                Words.count(models));
            }
            return ExitCode.OK;
        } catch (SuiteException mistakes) {
            if (!dlm().json()) {
                throw mistakes;
            }
            out().println(JsonText.of(Map.of("valid", false, "problems", mistakes.diagnostics())));
            return ExitCode.USAGE;
        }
    }
}
