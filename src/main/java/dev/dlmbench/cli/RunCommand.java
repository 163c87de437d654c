package dev.dlmbench.cli;

import dev.dlmbench.results.ResultStore;
import dev.dlmbench.run.Node;
import dev.dlmbench.run.NodeStatus.State;
import dev.dlmbench.run.Plan;
import dev.dlmbench.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Computes what a suite still lacks, and renders its report. */
@Command(
        name = "run",
        description = "Compute what a suite still lacks and render its report. Run it again after an interruption.")
final class RunCommand extends DlmCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(names = "--jobs", paramLabel = "N", description = "Worker processes side by side (default: 1).")
    private int jobs = 1;

    @Option(names = "--dry-run", description = "Only show what would be computed, as plan does.")
    private boolean dryRun;

    @Option(names = "--keep-going", description = "Go on after a failure; this is always so.", hidden = true)
    @SuppressWarnings("UnusedVariable") // accepted because other runners ask for it
    private boolean keepGoing = true;

    @Option(names = "--retry-failed", description = "Try again what failed for a permanent reason.")
    private boolean retryFailed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jobs < 1 || jobs > 1024) {
            throw new ParameterException(spec().commandLine(), "--jobs must be between 1 and 1024, got " + jobs);
        }
        if (dryRun) {
            PlanCommand.print(this, arguments, retryFailed);
            return ExitCode.OK;
        }
        ResultStore store = dlm().store();
        store.discardDeadAttempts();
        Plan plan = arguments.plan(dlm(), store, arguments.read(dlm()), retryFailed);
        if (!store.readIndex(plan.index().suite()).equals(Optional.of(plan.index()))) {
            store.writeIndex(plan.index());
        }
        List<Node> missing = plan.nodes(State.NEW);
        if (missing.isEmpty() && plan.nodes(State.FAILED).isEmpty()) {
            say("Nothing to compute: all " + Words.counted(plan.nodes().size(), "node") + " are in the store.");
            return report(store, plan, false);
        }
        RunOutcome outcome = new SuiteRun(dlm(), err()).execute(store, plan, jobs);
        if (outcome.stopped()) {
            return ExitCode.INTERRUPTED;
        }
        summarise(plan, outcome);
        report(store, plan, outcome.computed() > 0);
        return outcome.complete() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private void summarise(Plan plan, RunOutcome outcome) {
        int there = plan.nodes(State.CACHED).size();
        say(Words.counted(plan.nodes().size(), "node") + ": " + there + " were there, " + outcome.computed()
                + " computed, " + outcome.failed().size() + " failed, "
                + outcome.skipped().size() + " skipped.");
        Paint paint = dlm().paint();
        outcome.failed().forEach((node, reason) -> err().println(paint.bad("failed  " + node.title()) + ": " + reason));
        outcome.skipped().forEach((node, reason) -> err().println("skipped " + node.title() + ": " + reason));
        if (!outcome.failed().isEmpty()) {
            String first = outcome.failed().keySet().iterator().next().hash().substring(0, 12);
            err().println("The log of a failure: dlm show " + first
                    + ". Failures that would only repeat are tried again with --retry-failed.");
        }
    }

    private int report(ResultStore store, Plan plan, boolean changed) throws IOException {
        String suite = plan.index().suite();
        Path page = new ReportStep(store, dlm().reports()).render(plan.index(), changed);
        if (dlm().quiet()) {
            out().println(page);
        } else {
            out().println("Report of " + suite + ": " + page);
        }
        return ExitCode.OK;
    }

    private void say(String line) {
        if (!dlm().quiet()) {
            out().println(line);
        }
    }
}
