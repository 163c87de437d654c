package dev.dlmbench.cli;

import dev.dlmbench.maintenance.StoreMerge;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes results of other stores into this one. */
@Command(
        name = "merge",
        description = "Take what the store lacks from other stores: nodes, suites, failures, baselines. What is there"
                + " stays. Exits with 5 if a node is in both with different results, else with 6 if something was"
                + " left out.")
final class MergeCommand extends DlmCommand {
    @Parameters(paramLabel = "STORE", arity = "1..*", description = "Folders of other stores.")
    private List<Path> others = new ArrayList<>();

    @Option(names = "--replace-suites", description = "Where a suite has other points there than here, take theirs.")
    private boolean replace;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        List<ResultStore> stores = new ArrayList<>();
        others.forEach(other -> stores.add(ResultStore.open(dlm().resolve(other))));
        List<MergeOutput> outputs = new ArrayList<>();
        for (ResultStore other : stores) {
            progress().println("merging " + other.root() + " into " + store.root() + " ...");
            outputs.add(MergeOutput.of(other.root().toString(), StoreMerge.of(store, other, replace)));
        }
        return MergeOutput.print(this, outputs);
    }
}
