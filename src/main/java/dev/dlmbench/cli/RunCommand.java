package dev.dlmbench.cli;

import dev.dlmbench.cluster.BusyException;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Computes what a suite still lacks, and renders its report. */
@Command(
        name = "run",
        description = "Compute what a suite still lacks and render its report. Run it again after an interruption.")
final class RunCommand extends ComputingCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Worker processes side by side (default: one per GPU, or as many as the cores have room for"
                    + " with the suite's engine.threads).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--dry-run", description = "Only show what would be computed, as plan does.")
    private boolean dryRun;

    @Option(names = "--keep-going", description = "Go on after a failure; this is always so.", hidden = true)
    @SuppressWarnings("UnusedVariable") // accepted because other runners ask for it
    private boolean keepGoing = true;

    @Option(names = "--retry-failed", description = "Try again what failed for a permanent reason.")
    private boolean retryFailed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jobs.isPresent() && (jobs.get() < 1 || jobs.get() > 1024)) {
            throw new ParameterException(spec().commandLine(), "--jobs must be between 1 and 1024, got " + jobs.get());
        }
        if (dryRun) {
            PlanCommand.print(this, arguments, retryFailed);
            return ExitCode.OK;
        }
        ResultStore store = dlm().store();
        Suite suite = arguments.read(dlm());
        Plan plan = planned(store, arguments, suite, retryFailed);
        if (suite.executor().kind() == ExecutorSpec.Kind.SLURM) {
            queueWhatMayBe(store, suite, plan);
        }
        return compute(store, plan, suite.executor(), jobs);
    }

    private void queueWhatMayBe(ResultStore store, Suite suite, Plan plan) throws IOException, InterruptedException {
        try {
            submit(store, suite, plan);
        } catch (BusyException e) {
            err().println("cluster: " + e.words() + "; asking again");
        }
    }
}
