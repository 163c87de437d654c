package dev.dlmbench.cli;

import dev.dlmbench.report.ReportWriter;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders reports from what is stored. */
@Command(name = "report", description = "Render the report of suites anew from the store; computes nothing.")
final class ReportCommand extends DlmCommand {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Suites by name (default: all).")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        List<String> wanted = names.isEmpty() ? store.suites() : names;
        for (String name : wanted) {
            StatusCommand.index(store, name);
            out().println("Report of " + name + ": " + ReportWriter.write(store, name, dlm().reports()));
        }
        if (wanted.isEmpty()) {
            out().println("No suite has been run into " + store.root() + ".");
        }
        return ExitCode.OK;
    }
}
