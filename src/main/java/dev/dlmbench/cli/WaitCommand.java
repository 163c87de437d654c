package dev.dlmbench.cli;

import dev.dlmbench.plan.Plan;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Waits for a suite that is computed on a cluster. */
@Command(
        name = "wait",
        description =
                "Wait for a suite on a cluster, queue again what is lost, and render the report. Ctrl-C ends the waiting"
                        + " alone.")
final class WaitCommand extends ComputingCommand {
    @Mixin
    private SuiteArguments arguments;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = arguments.readForCluster(dlm());
        ResultStore store = dlm().store();
        Plan plan = planned(store, arguments, suite, false);
        return compute(store, plan, suite.executor(), Optional.empty());
    }
}
