package dev.dlmbench.cli;

import dev.dlmbench.cluster.BusyException;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Queues on a cluster what a suite lacks. */
@Command(
        name = "submit",
        aliases = "resume",
        description = "Queue on a cluster what a suite lacks, and return. Again: queue what was lost meanwhile.")
final class SubmitCommand extends ComputingCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(names = "--retry-failed", description = "Try again what failed for a permanent reason.")
    private boolean retryFailed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = arguments.readForCluster(dlm());
        ResultStore store = dlm().store();
        Plan plan = planned(store, arguments, suite, retryFailed);
        int queued;
        try {
            queued = submit(store, suite, plan);
        } catch (BusyException e) {
            throw new IOException(
                    "the cluster takes no more for now: " + e.words() + "; run the same command again later", e);
        }
        tell(
                Map.of("suite", suite.name(), "queued", queued),
                queued == 0
                        ? "Nothing to queue: dlm status " + suite.name() + " says what is there."
                        : "Queued " + Words.counted(queued, "element") + ". They go on by themselves; dlm wait "
                                + arguments.file(dlm()) + " waits for them.");
        return ExitCode.OK;
    }
}
