package dev.dlmbench.cli;

import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what is in the store. */
@Command(name = "ls", description = "List the suites in the store, or the points of one.")
final class LsCommand extends DlmCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A suite, by its name or its file.")
    private String suite = "";

    /** One suite. */
    record SuiteRow(String suite, String title, int points, String file) {}

    /** One point. */
    record PointRow(String point, String process, int blockSize, int seeds, int done, int nodes) {}

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        return suite.isEmpty() ? suites(store) : points(store, SuiteArgument.index(dlm(), store, suite));
    }

    private int suites(ResultStore store) throws IOException {
        List<SuiteRow> rows = new ArrayList<>();
        for (String name : store.suites()) {
            SuiteIndex index = SuiteArgument.index(dlm(), store, name);
            rows.add(new SuiteRow(name, index.title(), index.points().size(), index.file()));
        }
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else if (rows.isEmpty()) {
            out().println("No suite has been run into " + store.root() + ".");
        } else {
            TextTable table = new TextTable("suite", "points", "title", "file");
            rows.forEach(row -> table.row(row.suite, row.points, row.title, row.file));
            print(table);
        }
        return ExitCode.OK;
    }

    private int points(ResultStore store, SuiteIndex index) throws IOException {
        List<PointRow> rows = new ArrayList<>();
        for (PointEntry point : index.points()) {
            NodeCounts counts = NodeCounts.of(store, List.of(point));
            rows.add(new PointRow(
                    point.id(),
                    point.process(),
                    point.blockSize(),
                    point.seeds().size(),
                    counts.done(),
                    counts.done() + counts.missing() + counts.failed().size()));
        }
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else {
            TextTable table = new TextTable("point", "process", "block", "seeds", "done", "nodes");
            rows.forEach(row -> table.row(
                    row.point, row.process, row.blockSize == 0 ? "-" : row.blockSize, row.seeds, row.done, row.nodes));
            print(table);
        }
        return ExitCode.OK;
    }
}
