package dev.dlmbench.cli;

import dev.dlmbench.cluster.ClusterExecutor;
import dev.dlmbench.cluster.Slurm;
import dev.dlmbench.cluster.WorkerLaunch;
import dev.dlmbench.forecast.Efforts;
import dev.dlmbench.forecast.Eta;
import dev.dlmbench.forecast.History;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.revision.ProgramRevision;
import dev.dlmbench.run.Executor;
import dev.dlmbench.run.LocalExecutor;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.run.WorkerSlots;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.LiveProgress;
import dev.dlmbench.terminal.PlainProgress;
import dev.dlmbench.terminal.ProgressBoard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Computes what a plan lacks, telling of the progress. */
record SuiteRun(Dlm dlm, PrintWriter err) {

    /**
     * Computes the nodes that are not there.
     *
     * @param spec where
     * @param jobs worker processes side by side, where they run on this machine; absent for as many as fit
     */
    RunOutcome execute(ResultStore store, Plan plan, ExecutorSpec spec, Optional<Integer> jobs)
            throws IOException, InterruptedException {
        Path presence = store.privateFolder("run"); // from here on nothing of the plan is taken for garbage
        try {
            for (Node node : plan.nodes(State.CACHED)) {
                if (!store.has(node.hash())) {
                    throw new IOException(
                            "node " + node.hash() + " was removed a moment ago; run the same command again");
                }
            }
            return compute(store, plan, spec, jobs);
        } finally {
            store.discard(presence);
        }
    }

    private RunOutcome compute(ResultStore store, Plan plan, ExecutorSpec spec, Optional<Integer> jobs)
            throws IOException, InterruptedException {
        Installation program = dlm.program();
        List<Node> missing = plan.nodes(State.NEW);
        WorkerSlots slots = WorkerSlots.fitting(plan, jobs);
        Efforts efforts = Efforts.of(plan, program.facts().apply(dlm.data()));
        Eta eta = new Eta(History.of(store), node -> efforts.of(node.hash()), missing, slots.count());
        ProgressBoard board = dlm.live() && !dlm.quiet()
                ? new LiveProgress(err, eta, missing.size(), program.terminal().columns())
                : new PlainProgress(err, eta, missing.size(), dlm.quiet());
        Executor executor =
                switch (spec.kind()) {
                    case LOCAL -> local(store, slots, spec.stall());
                    case SLURM -> cluster(store, spec, board::say);
                };
        Interruption interruption = new Interruption(executor, board, err);
        Runtime.getRuntime().addShutdownHook(interruption);
        SecondInterrupt.listen();
        try (board) {
            return executor.run(plan, board);
        } finally {
            interruption.disarm();
        }
    }

    private Executor local(ResultStore store, WorkerSlots slots, long stallSeconds) throws InterruptedException {
        Installation program = dlm.program();
        WorkerCommand worker =
                WorkerCommand.ofThisJvm(program.worker("worker", dlm.data()), program.environment(), dlm.folder());
        return new LocalExecutor(store, worker, provenance(), slots, stallSeconds);
    }

    /** Returns an executor that speaks to a cluster; {@code tell} hears how the queue is. */
    ClusterExecutor cluster(ResultStore store, ExecutorSpec spec, Consumer<String> tell) throws InterruptedException {
        Installation program = dlm.program();
        WorkerLaunch launch = new WorkerLaunch(
                WorkerCommand.java(program.worker("element", dlm.data())),
                WorkerCommand.absoluteClassPath(),
                dlm.folder().toAbsolutePath().toString(),
                provenance());
        return new ClusterExecutor(store, new Slurm(spec.site(), program.environment()), spec, launch, tell);
    }

    /** Returns which program it is. */
    static Map<String, String> provenance() throws InterruptedException {
        Map<String, String> provenance = new TreeMap<>(ProgramRevision.of(ProgramFolder.find()));
        provenance.put("version", Version.text());
        return provenance;
    }
}
