package dev.dlmbench.cli;

import dev.dlmbench.suite.SuiteSchema;
import dev.dlmbench.terminal.JsonText;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of suites. */
@Command(
        name = "schema",
        description =
                "Print the JSON Schema of suites, by which editors complete and check them while they are written.")
final class SchemaCommand extends DlmCommand {
    @Override
    public Integer call() {
        out().println(JsonText.of(SuiteSchema.of()));
        return ExitCode.OK;
    }
}
