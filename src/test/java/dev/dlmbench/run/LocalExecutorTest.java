package dev.dlmbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.results.Failure;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans carried out by real child processes whose work is a fake. */
@Timeout(60)
class LocalExecutorTest {
    private static final String ONE = """
            experiments:
              ar: {process: {kind: autoregressive}}
            metrics: [nll, gen-ppl, entropy]
            """;
    private static final String TWO_SEEDS = """
            experiments:
              ar: {process: {kind: autoregressive}, seeds: [1, 2]}
            metrics: [nll, gen-ppl, entropy]
            """;
    private static final String TIMED = """
            experiments:
              ar: {process: {kind: autoregressive}, seeds: [1]}
              masked: {process: {kind: masked}, seeds: [2]}
              uniform: {process: {kind: uniform}, seeds: [3]}
            metrics: [latency]
            """;

    @TempDir
    private Path folder;

    private ResultStore store;
    private final Recording heard = new Recording();

    @BeforeEach
    void openStore() {
        store = ResultStore.open(folder.resolve("results"));
    }

    @Test
    void computesEveryNodeAfterThoseItReads() throws Exception {
        RunOutcome outcome = run(ONE, "", 1);

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        assertThat(trace())
                .containsExactly(
                        "begin data:0",
                        "end data:0",
                        "begin train:1",
                        "end train:1",
                        "begin likelihood:1",
                        "end likelihood:1",
                        "begin samples:1",
                        "end samples:1",
                        "begin score:1",
                        "end score:1");
    }

    @Test
    void waitsForAJudgeBeforeItScores() throws Exception {
        RunOutcome outcome = run(ONE, "train:9=nap", 2, "evaluator.kind=model", "evaluator.seed=9");

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        assertThat(trace().indexOf("end train:9")).isLessThan(trace().indexOf("begin score:1"));
    }

    @Test
    void computesOnlyWhatIsMissing() throws Exception {
        run(ONE, "", 1);
        Files.delete(folder.resolve("trace"));
        RunOutcome outcome = run(ONE, "", 1, "sampling.temperature=1.5");

        assertThat(outcome.computed()).isEqualTo(2);
        assertThat(trace()).containsExactly("begin samples:1", "end samples:1", "begin score:1", "end score:1");
    }

    @Test
    void startsNoWorkerWhenNothingIsMissing() throws Exception {
        run(ONE, "", 1);
        heard.lines.clear();
        RunOutcome outcome = run(ONE, "", 1);

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void aFailedNodeLosesOnlyWhatDependsOnIt() throws Exception {
        RunOutcome outcome = run(TWO_SEEDS, "samples:1=fail", 1);

        assertThat(outcome.failed().values()).containsExactly("IllegalStateException: this always fails");
        assertThat(outcome.skipped().values()).containsExactly("skipped because samples ar seed 1 failed");
        assertThat(trace()).contains("end likelihood:1", "end likelihood:2", "end score:2");
    }

    @Test
    void keepsTheReasonAndTheLogOfAFailure() throws Exception {
        RunOutcome outcome = run(ONE, "train:1=fail", 1);

        Node failed = outcome.failed().keySet().iterator().next();
        Failure failure = store.failure(failed.hash()).orElseThrow();
        assertThat(failure.reason()).isEqualTo("IllegalStateException: this always fails");
        assertThat(failure.permanent()).isTrue();
        assertThat(failure.log()).contains("this always fails").contains("at dev.dlmbench.run.FakeWorks");
    }

    @Test
    void doesNotRepeatAPermanentFailure() throws Exception {
        run(ONE, "samples:1=fail", 1);
        Files.delete(folder.resolve("trace"));
        RunOutcome outcome = run(ONE, "", 1);

        assertThat(outcome.complete()).as(heard.lines.toString()).isFalse();
        assertThat(folder.resolve("trace")).doesNotExist();
    }

    @Test
    void repeatsWhatFailedForLackOfSomething() throws Exception {
        run(ONE, "samples:1=trouble", 1);
        RunOutcome outcome = run(ONE, "", 1);

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        assertThat(store.root().resolve("failed")).isEmptyDirectory();
    }

    @Test
    void triesOnceMoreAfterAWorkerDied() throws Exception {
        RunOutcome outcome = run(ONE, "train:1=crash-once", 1);

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        assertThat(heard.lines).contains("retried train ar seed 1: worker died (signal 9)");
    }

    @Tag("slow")
    @Test
    void givesUpWhenAWorkerDiesTwiceAndGoesOnWithTheRest() throws Exception {
        RunOutcome outcome = run(TWO_SEEDS, "likelihood:1=crash", 1);

        Node failed = outcome.failed().keySet().iterator().next();
        assertThat(outcome.failed()).containsOnly(Map.entry(failed, "worker died (signal 9)"));
        Failure failure = store.failure(failed.hash()).orElseThrow();
        assertThat(failure.permanent()).isFalse();
        assertThat(failure.log()).isEqualTo("last words\n");
        assertThat(trace()).contains("end score:1", "end score:2");
    }

    @Tag("slow")
    @Test
    void leavesNoAttemptBehindAWorkerThatDied() throws Exception {
        run(ONE, "train:1=crash-once", 1);

        assertThat(store.root().resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void timesAloneAndLast() throws Exception {
        RunOutcome outcome = run(TIMED, "latency:1=nap latency:2=nap train:3=nap", 3);

        assertThat(outcome.complete()).as(heard.lines.toString()).isTrue();
        List<String> lines = trace();
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("begin latency"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.subList(0, first)).noneMatch(line -> line.contains("latency"));
        assertThat(lines.subList(first, lines.size())).hasSize(6);
        for (int i = first; i < lines.size(); i += 2) {
            assertThat(lines.get(i + 1)).isEqualTo(lines.get(i).replace("begin", "end"));
        }
    }

    @Test
    void passesProgressOn() throws Exception {
        run(ONE, "train:1=progress", 1);

        assertThat(heard.lines).contains("progress train ar seed 1: working 1/2 loss 1.5");
    }

    @Test
    void putsTheNoiseOfLibrariesIntoTheLogOfTheirNode() throws Exception {
        run(ONE, "likelihood:1=noise samples:1=noise", 1);

        assertThat(log(NodeKind.TRAIN)).isEmpty();
        assertThat(log(NodeKind.LIKELIHOOD)).isEqualTo("a library talks\na library complains\n");
        assertThat(log(NodeKind.SAMPLES)).isEqualTo("a library talks\na library complains\n");
    }

    @Test
    void recordsWhereANodeComesFrom() throws Exception {
        run(ONE, "", 1);

        NodeRecord record = store.read(node(NodeKind.TRAIN).hash()).orElseThrow();
        assertThat(record.provenance().path("commit").asText()).isEqualTo("0123abc");
        assertThat(record.provenance().path("device").asText()).isEqualTo("none");
        assertThat(record.provenance().path("pytorch").asText()).isEqualTo("unknown");
        assertThat(record.provenance().path("workers").asText()).isEqualTo("1");
        assertThat(record.provenance().path("seconds").isNumber()).isTrue();
        assertThat(record.provenance().path("cores").asText())
                .isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
        assertThat(SpecJson.parse(record.spec()).kind()).isEqualTo(NodeKind.TRAIN);
    }

    @Test
    void twoRunsOnOneStoreShareTheWork() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        Future<RunOutcome> one = both.submit(() -> run(ONE, "train:1=nap", 1));
        Future<RunOutcome> other = both.submit(() -> run(ONE, "train:1=nap", 1));

        assertThat(one.get().complete()).isTrue();
        assertThat(other.get().complete()).isTrue();
        both.shutdown();
        assertThat(trace()).containsOnlyOnce("begin train:1").containsOnlyOnce("begin score:1");
    }

    @Test
    void stopsItsWorkersWhenTold() throws Exception {
        LocalExecutor executor = executor("train:1=sleep", 1);
        Plan plan = plan(ONE);
        ExecutorService aside = Executors.newSingleThreadExecutor();
        Future<RunOutcome> end = aside.submit(() -> executor.run(plan, heard));
        awaitTrace("begin train:1");

        executor.stop();

        RunOutcome outcome = end.get();
        aside.shutdown();
        assertThat(outcome.stopped()).isTrue();
        assertThat(outcome.failed()).isEmpty();
        assertThat(plan(ONE).nodes(State.CACHED)).hasSize(1); // the text
    }

    @Test
    void aBrokenDeviceIsNotTheNodesFault() throws Exception {
        RunOutcome outcome = run(ONE, "train:1=unfit", 1);

        assertThat(outcome.failed().values()).containsExactly("its device failed the self-test");
        assertThat(store.failure(node(NodeKind.TRAIN).hash()).orElseThrow().permanent())
                .isFalse();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"sleep", "freeze"})
    void givesUpAWorkerThatGetsNowhere(String behaviour) throws Exception {
        LocalExecutor executor =
                new LocalExecutor(store, command("train:1=" + behaviour), Map.of(), WorkerSlots.of(1), 10);

        RunOutcome outcome = executor.run(plan(TWO_SEEDS), heard);

        assertThat(outcome.failed().values())
                .singleElement()
                .asString()
                .matches("got nowhere for \\d+ s and was stopped");
        assertThat(heard.lines).anyMatch(line -> line.startsWith("retried train ar seed 1: got nowhere"));
        assertThat(trace()).as("the other model is not harmed").contains("end score:2");
    }

    @Test
    void aWorkerEndsWhenItsDriverDies() throws Exception {
        Plan plan = plan(ONE);
        Process worker = command("train:1=sleep").start(folder.resolve("log").toFile());
        Node model = plan.jobs().get(1).nodes().get(0);
        NodeOrder order = NodeOrder.of(store.root(), folder.resolve("log"), Map.of(), Map.of(), List.of(model));
        worker.outputWriter().write(Wire.line(order) + "\n");
        worker.outputWriter().flush();
        awaitTrace("begin train:1");

        worker.getOutputStream().close();

        assertThat(worker.waitFor()).isEqualTo(Worker.ORPHANED);
        assertThat(store.has(model.hash())).isFalse();
    }

    private RunOutcome run(String suite, String behaviour, int workers, String... overrides) throws Exception {
        return executor(behaviour, workers).run(plan(suite, overrides), heard);
    }

    private LocalExecutor executor(String behaviour, int workers) {
        return new LocalExecutor(store, command(behaviour), Map.of("commit", "0123abc"), WorkerSlots.of(workers), 0);
    }

    private WorkerCommand command(String behaviour) {
        return WorkerCommand.ofThisJvm(
                List.of(FakeWorker.class.getName()),
                Map.of("FAKE", behaviour, "TRACE", folder.resolve("trace").toString()),
                folder);
    }

    private synchronized Plan plan(String suite, String... overrides) throws IOException {
        return new Planner(RunSuites.FACTS, store, false).plan(RunSuites.read(folder, suite, overrides), "small.yaml");
    }

    private Node node(NodeKind kind) throws IOException {
        return plan(ONE).nodes().stream()
                .filter(node -> node.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private String log(NodeKind kind) throws IOException {
        return Files.readString(store.node(node(kind).hash()).resolve(NodeFiles.LOG));
    }

    private List<String> trace() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("trace"))) {
            return lines.toList();
        }
    }

    private void awaitTrace(String line) throws Exception {
        while (!Files.exists(folder.resolve("trace")) || !trace().contains(line)) {
            Thread.sleep(20);
        }
    }
}
