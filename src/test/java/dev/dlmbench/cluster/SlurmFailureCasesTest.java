package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.LoopbackCluster;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Suites on a real cluster that forgets what has ended after two seconds, and ends what takes too long. */
@Tag("slow")
@Tag("slurm")
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // beside other classes; the lock keeps its own tests one after the other
@ResourceLock("a forgetful cluster")
class SlurmFailureCasesTest extends ClusterTests {
    private static final int ROUNDS = 100;

    @TempDir
    private static Path place;

    private static LoopbackCluster slurm;

    @BeforeAll
    static void start() throws Exception {
        slurm = LoopbackCluster.start(place.resolve("cluster"), Map.of("LB_MINJOBAGE", "2"));
    }

    @AfterAll
    static void end() throws Exception {
        if (slurm != null) {
            slurm.purge();
        }
    }

    @Override
    LoopbackCluster slurm() {
        return slurm;
    }

    private static void awaitForgotten() throws IOException, InterruptedException {
        awaitOnly("");
    }

    /** Waits until the cluster knows of no other job. */
    private static void awaitOnly(String job) throws IOException, InterruptedException {
        for (int i = 0; i < 1000 && !jobs().equals(job); i++) {
            Thread.sleep(100);
        }
        assertThat(jobs()).isEqualTo(job);
    }

    private static String jobs() throws IOException, InterruptedException {
        return slurm.slurm("squeue", "-h", "-t", "all", "-o", "%i").strip();
    }

    @Test
    void whatIsForgottenAfterItWasDoneIsDone() throws Exception {
        new Driver(MODELS, "").submit();
        awaitForgotten();

        Driver driver = new Driver(MODELS, "");
        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertThat(count("begin train:1")).isEqualTo(1);
        assertThat(new BatchStore(store).all()).singleElement().matches(BatchFolder::closed);
        assertSameAsLocal(driver);
    }

    @Test
    void whatIsForgottenAfterItWasLostIsQueuedAgain() throws Exception {
        new Driver(MODELS, "train:1=crash-once").submit();
        awaitForgotten();
        assertThat(count("end train:1")).isZero();

        Driver driver = new Driver(MODELS, "");
        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertThat(count("begin train:1")).isEqualTo(2);
        assertThat(count("begin train:2")).isEqualTo(1);
        assertSameAsLocal(driver);
    }

    @Test
    void aJobOfSomebodyElseWithTheSameNumberIsLeftAlone() throws Exception {
        Driver driver = new Driver(MODELS, "");
        String stranger = slurm.slurm("sbatch", "--parsable", "-o", "/dev/null", "--wrap", "sleep 100")
                .strip();
        slurm.slurm("scontrol", "update", "partitionname=main", "state=down"); // nothing of ours begins
        driver.submit();
        List<BatchFolder> batches = new BatchStore(store).all();
        for (BatchFolder batch : batches) {
            slurm.slurm("scancel", "--name=" + batch.name());
            Files.writeString(batch.path().resolve("submitted"), stranger + "\n");
        }
        awaitOnly(stranger);
        slurm.slurm("scontrol", "update", "partitionname=main", "state=up");

        RunOutcome outcome = driver.await();
        driver.executor.cancel(driver.plan());

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertThat(slurm.slurm("squeue", "-h", "-j", stranger, "-o", "%T").strip())
                .isEqualTo("RUNNING");
        assertSameAsLocal(driver);
    }

    /** Each model is computed by two workers that commit at the same moment. */
    @Test
    void twoWorkersOfOneElementCommitOnce() throws Exception {
        String models = MODELS.replace(
                "[1, 2, 3]", IntStream.rangeClosed(1, ROUNDS).boxed().toList().toString());
        String meetings = IntStream.rangeClosed(1, ROUNDS)
                .mapToObj(seed -> "train:" + seed + "=meet")
                .collect(Collectors.joining(" "));
        Driver driver = new Driver(models, meetings, "executor.pack=" + ROUNDS);
        for (int rival = 0; rival < 2; rival++) {
            Submission draft = driver.draft(); // knows nothing of the other
            List<String> names = new ArrayList<>();
            for (int stage : draft.stages()) {
                for (Submission.Draft one : draft.drafts("small", stage, names, 10)) {
                    BatchFolder batch = new BatchStore(store).add(one.batch(), one.orders());
                    driver.cluster.submit(batch);
                    names.add(batch.name());
                }
            }
        }

        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertThat(trace().stream().filter(line -> line.startsWith("begin train:")))
                .hasSize(2 * ROUNDS);
        assertThat(store.root().resolve("differing")).doesNotExist();
        assertThat(store.root().resolve("failed")).satisfies(SlurmFailureCasesTest::isEmptyOrNotThere);
        assertThat(store.root().resolve("attempts")).satisfies(SlurmFailureCasesTest::isEmptyOrNotThere);
        assertSameAsLocal(driver);
    }

    private static void isEmptyOrNotThere(Path folder) throws IOException {
        if (Files.exists(folder)) {
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** The first model is stopped by its limit, the second is told to stop before; both go on as often as it takes. */
    @Test
    @Tag("slow")
    void takesSeveralLimitsForWhatGetsOn() throws Exception {
        Driver hard = new Driver(
                MODELS.replace("[1, 2, 3]", "[1]"), "train:1=long-steps", "executor.time=1m", "executor.cpus=2");
        hard.submit();
        Driver early = new Driver(
                MODELS.replace("[1, 2, 3]", "[2]"),
                "train:2=long-steps",
                "executor.time=1m",
                "executor.sbatch=['--signal=B:TERM@1']");
        CompletableFuture<RunOutcome> end = later(hard);

        RunOutcome outcome = early.await();

        assertThat(outcome.complete()).as(early.told.toString()).isTrue();
        assertThat(end.get(300, TimeUnit.SECONDS).complete())
                .as(hard.told.toString())
                .isTrue();
        for (String model : List.of("train:1", "train:2")) {
            assertThat(trace().stream().filter(line -> line.matches("from [1-9]\\d* " + model)))
                    .as("goes on from a checkpoint: " + trace())
                    .isNotEmpty();
            assertThat(count("end " + model)).isEqualTo(1);
        }
    }

    /** The driver runs in a job, whose variables must not end up in its own jobs. */
    @Test
    void queuesFromWithinAJob() throws Exception {
        Driver driver = new Driver(MODELS, "");
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text(MODELS));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = Files.writeString(
                folder.resolve("inside.sh"),
                "#!/bin/sh\nexport CLASSPATH='"
                        + WorkerCommand.absoluteClassPath() + "' LC_ALL=C.UTF-8\nexec '" + java
                        + "' dev.dlmbench.cli.FakeMain run small.yaml --no-progress --store '"
                        + store.root() + "' "
                        + Stream.of(all()).map(setting -> "'" + setting + "'").collect(Collectors.joining(" ")) + "\n");
        Path output = folder.resolve("inside.log");

        slurm.slurm(
                "sbatch",
                "--wait",
                "--array=7",
                "--mem=300M",
                "-D",
                folder.toString(),
                "-o",
                output.toString(),
                script.toString());

        assertThat(driver.plan().nodes()).as(Files.readString(output)).allMatch(node -> store.has(node.hash()));
        assertSameAsLocal(driver);
    }

    @Test
    void aClockThatIsSetBackHoldsUpNothing() throws Exception {
        new Driver(MODELS, "train:1=crash-once").submit();
        awaitForgotten();
        FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(1)));
        try (Stream<Path> files = Files.walk(store.root().resolve("batches"))) {
            for (Path file : files.filter(path -> path.endsWith("heartbeat")).toList()) {
                Files.setLastModifiedTime(file, future);
            }
        }

        Driver driver = new Driver(MODELS, "");

        assertThat(driver.await().complete()).as(driver.told.toString()).isTrue();
        assertThat(count("begin train:1")).isEqualTo(2);
    }

    /** Real networks: one is told to stop, one is killed, and one loses its machine. */
    @Test
    void trainingsThatAreInterruptedEndInTheSameBits() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), """
                schema: dlm-bench/1
                suite: small
                defaults:
                  data:
                    corpus: {kind: markov, symbols: 8}
                    sequence: 32
                    tokens: 50k
                    documents: 8
                  backbone: {layers: 1, width: 32, heads: 2, conditioningDim: 16}
                  training: {tokens: 100k, batch: 16, warmup: 10, ema: 0.99, checkpointEvery: 10}
                experiments:
                  masked: {process: {kind: masked, blockSize: 8}, seeds: [1, 2, 3]}
                metrics: [nll]
                """);
        Suite suite = SuiteReader.read(file, List.of(all("executor.memory=1G", "executor.cpus=1")));
        Driver driver = new Driver(suite, new TextFacts(new DataFolder(folder)), "dev.dlmbench.cli.Main", "");
        driver.submit();
        CompletableFuture<RunOutcome> end = later(driver);
        List<Node> models = driver.plan().nodes().stream()
                .filter(node -> node.kind() == NodeKind.TRAIN)
                .toList();
        List<String> done = new ArrayList<>();
        while (done.size() < models.size() && !end.isDone()) {
            for (int i = 0; i < models.size(); i++) {
                String model = models.get(i).hash();
                if (!done.contains(model) && hasCheckpoint(model) && interrupt(model, i)) {
                    done.add(model);
                }
            }
            Thread.sleep(20);
        }
        assertThat(done).as("interrupted after a checkpoint").hasSize(3);

        RunOutcome outcome = end.get(300, TimeUnit.SECONDS);
        assertThat(outcome.complete()).as(driver.told + " " + outcome).isTrue();
        assertSameAsLocal(driver);
        long workers = 0;
        for (BatchFolder batch : new BatchStore(store).all()) {
            for (Element element : batch.elements()) {
                workers += batch.attempts(element.index()).size();
            }
        }
        assertThat(workers).as("each was begun anew").isGreaterThanOrEqualTo(1 + 2 * 3);
    }

    private boolean hasCheckpoint(String model) throws IOException {
        Path work = store.root().resolve("work").resolve(model);
        if (!Files.isDirectory(work)) {
            return false;
        }
        try (Stream<Path> found = Files.walk(work)) {
            return found.anyMatch(path -> path.getFileName().toString().startsWith("step-"));
        } catch (UncheckedIOException movedMeanwhile) {
            return false;
        }
    }

    /** Interrupts the worker of a model in one of three ways, if it runs; returns whether it did. */
    private boolean interrupt(String model, int how) throws Exception {
        BatchFolder batch = new BatchStore(store).all().get(0);
        int element = batch.elements().stream()
                .filter(one -> one.hashes().contains(model))
                .findFirst()
                .orElseThrow()
                .index();
        String queue = slurm.slurm("squeue", "-h", "-r", "-t", "RUNNING", "--name=" + batch.name(), "-o", "%K|%i|%N");
        Optional<String[]> found = queue.lines()
                .map(line -> line.strip().split("\\|", -1))
                .filter(words -> words[0].equals(Integer.toString(element)))
                .findFirst();
        if (found.isEmpty()) { // a signal to what waits would cancel it
            return false;
        }
        String[] task = found.get();
        switch (how) {
            case 0 -> slurm.slurm("scancel", "--batch", "--signal=TERM", task[1]);
            case 1 -> slurm.slurm("scancel", "--batch", "--signal=KILL", task[1]);
            default -> {
                slurm.tell("kill-node", task[2]);
                slurm.tell("start-node", task[2]);
            }
        }
        return true;
    }
}
