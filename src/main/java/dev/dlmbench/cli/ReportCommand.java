package dev.dlmbench.cli;

import dev.dlmbench.report.ReportWriter;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders reports from what is stored. */
@Command(name = "report", description = "Render the report of suites anew from the store; computes nothing.")
final class ReportCommand extends DlmCommand {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Suites by name or file (default: all).")
    private List<String> names = new ArrayList<>();

    /** One report. */
    record Row(String suite, String page) {}

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        List<String> wanted = names.isEmpty() ? store.suites() : names;
        List<Row> rows = new ArrayList<>();
        for (String name : wanted) {
            String suite = SuiteArgument.index(dlm(), store, name).suite();
            Row row = new Row(
                    suite, ReportWriter.write(store, suite, dlm().reports()).toString());
            rows.add(row);
            if (!dlm().json()) {
                out().println("Report of " + suite + ": " + row.page());
            }
        }
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else if (wanted.isEmpty()) {
            out().println("No suite has been run into " + store.root() + ".");
        }
        return ExitCode.OK;
    }
}
