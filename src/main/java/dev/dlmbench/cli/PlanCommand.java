package dev.dlmbench.cli;

import dev.dlmbench.forecast.History;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.JsonText;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run would do. */
@Command(name = "plan", description = "Show what a run would compute, and what is there already.")
final class PlanCommand extends DlmCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(names = "--retry-failed", description = "Count permanent failures as work to do.")
    private boolean retryFailed;

    @Override
    public Integer call() throws IOException {
        print(this, arguments, retryFailed);
        return ExitCode.OK;
    }

    static void print(DlmCommand command, SuiteArguments arguments, boolean retryFailed) throws IOException {
        Dlm dlm = command.dlm();
        ResultStore store = dlm.store();
        PlanFacts facts = dlm.program().facts().apply(dlm.data());
        Suite suite = arguments.read(dlm);
        command.warn(suite);
        Plan plan = new Planner(facts, store, retryFailed)
                .plan(suite, arguments.file(dlm).toString());
        arguments.requireDevices(dlm, suite.executor(), plan);
        PlanView view = PlanView.of(plan, facts, History.of(store));
        if (dlm.json()) {
            command.out().println(JsonText.of(view));
        } else {
            view.print(command.out(), dlm.paint(), dlm.program().terminal());
        }
    }
}
