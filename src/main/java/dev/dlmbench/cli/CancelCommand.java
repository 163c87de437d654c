package dev.dlmbench.cli;

import dev.dlmbench.cluster.UnavailableException;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Withdraws what was queued on a cluster. */
@Command(
        name = "cancel",
        description = "End what a suite has queued or running on a cluster. What is in the store stays there.")
final class CancelCommand extends ComputingCommand {
    @Mixin
    private SuiteArguments arguments;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = arguments.readForCluster(dlm());
        ResultStore store = dlm().store();
        try {
            int cancelled = cluster(store, suite.executor()).cancel(arguments.plan(dlm(), store, suite, false));
            tell(
                    Map.of("suite", suite.name(), "cancelled", cancelled),
                    "Cancelled " + Words.counted(cancelled, "element") + ".");
            return ExitCode.OK;
        } catch (UnavailableException e) {
            throw new IOException("the cluster does not answer: " + e.words() + "; run the same command again", e);
        }
    }
}
