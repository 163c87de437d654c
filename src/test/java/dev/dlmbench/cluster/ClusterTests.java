package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.LoopbackCluster;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.run.LocalExecutor;
import dev.dlmbench.run.RunListener;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.run.WorkerSlots;
import dev.dlmbench.store.NodeComparison;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of suites on a real cluster share: drivers whose work is a fake, and what it left. */
abstract class ClusterTests {
    static final String MODELS = """
            experiments:
              ar: {process: {kind: autoregressive}, seeds: [1, 2, 3]}
            metrics: [nll]
            """;

    private static final String FAKE_PROGRAM = "dev.dlmbench.cli.FakeMain";

    @TempDir
    Path folder;

    ResultStore store;

    /** The cluster of the class's tests. */
    abstract LoopbackCluster slurm();

    @BeforeEach
    void openStore() throws IOException {
        slurm().require();
        store = ResultStore.open(folder.resolve("Ergebnisse für 100 % $x"));
    }

    @AfterEach
    void mend() throws Exception {
        if (slurm().isUp()) {
            slurm().tell("up");
            slurm().slurm("scancel", "--user=root");
        }
    }

    /** Returns settings for a cluster that is asked often, and those given. */
    static String[] all(String... settings) {
        List<String> all = new ArrayList<>(
                List.of("executor.kind=slurm", "executor.poll=1s", "executor.grace=8s", "executor.memory=200M"));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    /** A process that looks after a suite: what it does to nodes is in the variable {@code fake}. */
    final class Driver {
        final Suite suite;
        final Slurm cluster;
        final ClusterExecutor executor;
        final List<String> told = new ArrayList<>();
        private final PlanFacts facts;
        private final String program;
        private final WorkerLaunch launch;

        Driver(String rest, String fake, String... settings) throws IOException {
            this(RunSuites.read(folder, rest, all(settings)), RunSuites.FACTS, FAKE_PROGRAM, fake);
        }

        Driver(Suite suite, PlanFacts facts, String program, String fake) {
            this.suite = suite;
            this.facts = facts;
            this.program = program;
            Map<String, String> environment = new TreeMap<>(slurm().environment());
            environment.put("FAKE", fake);
            environment.put("TRACE", folder.resolve("trace").toString());
            launch = new WorkerLaunch(
                    WorkerCommand.java(List.of(program, "element")),
                    WorkerCommand.absoluteClassPath(),
                    folder.toString(),
                    Map.of("commit", "none"));
            cluster = new Slurm(suite.executor().site(), environment);
            executor = new ClusterExecutor(store, cluster, suite.executor(), launch, told::add);
        }

        Plan plan() throws IOException {
            return plan(store);
        }

        private Plan plan(ResultStore into) throws IOException {
            return new Planner(facts, into, false).plan(suite, "small.yaml");
        }

        /** Returns what a driver that knows of no batch would queue. */
        Submission draft() throws IOException {
            Submission draft = new Submission(store, suite.executor(), launch, BatchHistory.of(List.of()), true);
            draft.sort(plan());
            return draft;
        }

        int submit() throws Exception {
            return executor.submit(plan());
        }

        RunOutcome await() throws IOException, InterruptedException {
            return executor.run(plan(), new Deaf());
        }
    }

    /** Nobody who listens. */
    static final class Deaf implements RunListener {
        @Override
        public void started(int slot, Node node) {}

        @Override
        public void progress(int slot, Node node, String stage, long done, long total, String detail) {}

        @Override
        public void finished(int slot, Node node, double seconds) {}

        @Override
        public void retried(int slot, Node node, String reason) {}

        @Override
        public void failed(int slot, Node node, String reason) {}

        @Override
        public void skipped(Node node, String reason) {}
    }

    List<String> trace() throws IOException {
        Path file = folder.resolve("trace");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    String queue() {
        try {
            return slurm().slurm("squeue", "-r", "-t", "all") + slurm().slurm("sinfo", "-N", "-l");
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    void awaitLine(String line) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && !trace().contains(line); i++) {
            Thread.sleep(100);
        }
        assertThat(trace()).as(() -> "the queue: " + queue()).contains(line);
    }

    /** Makes sure that the store holds what processes on this machine make of the same suite. */
    void assertSameAsLocal(Driver driver) throws Exception {
        ResultStore local = ResultStore.open(folder.resolve("local"));
        WorkerCommand worker = WorkerCommand.ofThisJvm(List.of(driver.program, "worker"), Map.of(), folder);
        RunOutcome outcome =
                new LocalExecutor(local, worker, Map.of(), WorkerSlots.of(2), 0).run(driver.plan(local), new Deaf());
        assertThat(outcome.complete()).isTrue();
        assertThat(store.nodes()).isNotEmpty().containsExactlyElementsOf(local.nodes());
        for (String hash : store.nodes()) {
            assertThat(NodeComparison.of(local.node(hash), store.node(hash)).differences())
                    .isEmpty();
        }
    }

    long count(String line) throws IOException {
        return trace().stream().filter(line::equals).count();
    }

    static CompletableFuture<RunOutcome> later(Driver driver) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return driver.await();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
