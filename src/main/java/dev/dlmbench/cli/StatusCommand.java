package dev.dlmbench.cli;

import dev.dlmbench.base.Names;
import dev.dlmbench.cluster.ClusterView;
import dev.dlmbench.cluster.Slurm;
import dev.dlmbench.cluster.UnavailableException;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far suites are. */
@Command(name = "status", description = "Show how far the suites in the store are.")
final class StatusCommand extends DlmCommand {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Suites by name or file (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--through-ssh",
            description = "Ask clusters also by the command that the store says they are reached by (executor.ssh).")
    private boolean throughSsh;

    /** One suite. */
    record Row(
            String suite,
            int points,
            int done,
            int missing,
            Map<String, String> failed,
            List<ClusterView.Line> cluster,
            String trouble) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultStore store = dlm().store();
        List<Row> rows = new ArrayList<>();
        for (String name : names.isEmpty() ? store.suites() : names) {
            SuiteIndex index = SuiteArgument.index(dlm(), store, name);
            NodeCounts counts = NodeCounts.of(store, index.points());
            List<ClusterView.Line> cluster = List.of();
            String trouble = "";
            try {
                cluster = view(store).lines(NodeCounts.hashes(index.points()));
            } catch (UnavailableException e) {
                trouble = e.words();
            }
            rows.add(new Row(
                    index.suite(),
                    index.points().size(),
                    counts.done(),
                    counts.missing(),
                    counts.failed(),
                    cluster,
                    trouble));
        }
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else if (rows.isEmpty()) {
            out().println("No suite has been run into " + store.root() + ".");
        } else {
            print(rows);
        }
        return ExitCode.OK;
    }

    private ClusterView view(ResultStore store) {
        return new ClusterView(
                store, batch -> new Slurm(batch.site(), dlm().program().environment()), throughSsh);
    }

    private void print(List<Row> rows) {
        TextTable table = new TextTable("suite", "points", "done", "missing", "failed");
        rows.forEach(row -> table.row(row.suite, row.points, row.done, row.missing, row.failed.size()));
        print(table);
        rows.forEach(row -> row.failed.forEach((node, reason) ->
                out().println(dlm().paint().bad("failed") + "  " + row.suite + " " + node + ": " + reason)));
        rows.forEach(this::printCluster);
    }

    private void printCluster(Row row) {
        if (!row.trouble.isEmpty()) {
            out().println(dlm().paint().bad("cluster") + "  " + row.suite + ": " + row.trouble);
        }
        for (ClusterView.Line line : row.cluster) {
            String phase = line.stuck() ? dlm().paint().bad("stuck") : Names.inWords(line.phase());
            out().println(String.format("%-8s %s %s", phase, line.name(), line.words())
                    .stripTrailing());
        }
    }
}
