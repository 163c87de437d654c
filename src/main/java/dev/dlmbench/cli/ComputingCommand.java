package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.cluster.BusyException;
import dev.dlmbench.cluster.ClusterExecutor;
import dev.dlmbench.cluster.RefusedException;
import dev.dlmbench.cluster.UnavailableException;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Paint;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the commands share that compute what a suite lacks. */
abstract class ComputingCommand extends DlmCommand {

    /** What came of a run; failed and skipped nodes by their addresses. */
    record Result(
            String suite,
            int nodes,
            int there,
            int computed,
            Map<String, String> failed,
            Map<String, String> skipped,
            String report) {}

    /** Plans what a suite lacks, and notes in the store which nodes are the suite's. */
    final Plan planned(ResultStore store, SuiteArguments arguments, Suite suite, boolean retryFailed)
            throws IOException {
        store.discardLeftovers();
        warn(suite);
        Plan plan = arguments.planToRun(dlm(), store, suite, retryFailed);
        arguments.requireDevices(dlm(), suite.executor(), plan);
        if (!store.readIndex(plan.index().suite()).equals(Optional.of(plan.index()))) {
            store.writeIndex(plan.index());
        }
        return plan;
    }

    /** Computes what is missing, tells how that went and renders the report; returns the exit code. */
    final int compute(ResultStore store, Plan plan, ExecutorSpec executor, Optional<Integer> jobs)
            throws IOException, InterruptedException {
        List<Node> missing = plan.nodes(State.NEW);
        if (missing.isEmpty() && plan.nodes(State.FAILED).isEmpty()) {
            say("Nothing to compute: all " + Words.counted(plan.nodes().size(), "node") + " are in the store.");
            report(store, plan, new RunOutcome(0, Map.of(), Map.of(), false));
            return ExitCode.OK;
        }
        RunOutcome outcome = new SuiteRun(dlm(), err()).execute(store, plan, executor, jobs);
        if (outcome.stopped()) {
            return ExitCode.INTERRUPTED;
        }
        summarise(plan, outcome);
        report(store, plan, outcome);
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

    private void report(ResultStore store, Plan plan, RunOutcome outcome) throws IOException {
        String suite = plan.index().suite();
        Path page = new ReportStep(store, dlm().reports()).render(plan.index(), outcome.computed() > 0);
        if (dlm().json()) {
            out().println(JsonText.of(new Result(
                    suite,
                    plan.nodes().size(),
                    plan.nodes(State.CACHED).size(),
                    outcome.computed(),
                    reasons(outcome.failed()),
                    reasons(outcome.skipped()),
                    page.toString())));
        } else if (dlm().quiet()) {
            out().println(page);
        } else {
            out().println("Report of " + suite + ": " + page);
        }
    }

    private static Map<String, String> reasons(Map<Node, String> nodes) {
        Map<String, String> reasons = new LinkedHashMap<>();
        nodes.forEach((node, reason) -> reasons.put(node.hash(), reason));
        return reasons;
    }

    /** Says a line, unless the user wants quiet or JSON. */
    private void say(String line) {
        if (!dlm().quiet() && !dlm().json()) {
            out().println(line);
        }
    }

    /** Tells what was done, in words or as JSON. */
    final void tell(Map<String, Object> facts, String words) {
        if (dlm().json()) {
            out().println(JsonText.of(facts));
        } else {
            say(words);
        }
    }

    /**
     * Queues on a cluster what is missing, and returns how many elements that were.
     *
     * @throws BusyException if it does not take all of it for now
     */
    final int submit(ResultStore store, Suite suite, Plan plan)
            throws IOException, BusyException, InterruptedException {
        try {
            return cluster(store, suite.executor()).submit(plan);
        } catch (RefusedException e) {
            throw new InvalidSettingException("the cluster refuses: " + e.words());
        } catch (BusyException e) {
            throw e;
        } catch (UnavailableException e) {
            throw new IOException("the cluster does not answer: " + e.words() + "; run the same command again", e);
        }
    }

    /** Returns the executor of a suite that is computed on a cluster. */
    final ClusterExecutor cluster(ResultStore store, ExecutorSpec executor) throws InterruptedException {
        return new SuiteRun(dlm(), err()).cluster(store, executor, line -> {});
    }
}
