package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.fixture.LoopbackCluster;
import dev.dlmbench.run.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

/** Suites on a real cluster of two nodes on this machine, whose parts are killed while it works. */
@Tag("slurm")
@Timeout(400)
@Execution(ExecutionMode.CONCURRENT) // beside other classes; the lock keeps its own tests one after the other
@ResourceLock("Slurm")
class SlurmClusterTest extends ClusterTests {
    @TempDir
    private static Path place;

    private static LoopbackCluster slurm;

    @BeforeAll
    static void start() throws Exception {
        slurm = LoopbackCluster.start(place.resolve("cluster"), Map.of());
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

    @Test
    void finishesASuiteWithTheBytesOfALocalRun() throws Exception {
        Driver driver = new Driver(MODELS, "");

        int queued = driver.submit();
        RunOutcome outcome = driver.await();

        assertThat(queued).isEqualTo(4); // the text, then three models
        assertThat(outcome.complete()).as(driver.told + " " + outcome).isTrue();
        assertSameAsLocal(driver);
        assertThat(driver.submit()).isZero();
    }

    @Test
    void aKilledNodeLosesNothingButTheWorkSinceTheLastCheckpoint() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();
        awaitLine("begin train:2");
        Thread.sleep(2000);

        slurm.tell("kill-node", "n2");
        CompletableFuture<RunOutcome> end = later(driver);
        Thread.sleep(1000);
        slurm.tell("start-node", "n2");

        assertThat(end.get(200, TimeUnit.SECONDS).complete())
                .as(driver.told.toString())
                .isTrue();
        assertSameAsLocal(driver);
        assertThat(trace().stream().filter(line -> line.matches("from [1-9]\\d* train:\\d")))
                .as("goes on from a checkpoint: " + trace())
                .isNotEmpty();
    }

    @Tag("slow")
    @Test
    void aGhostOfALostNodeDoesNoHarm() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();
        awaitLine("begin train:2");

        slurm.tell("stop-node", "n1"); // its worker lives on
        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertSameAsLocal(driver);
    }

    @Tag("slow")
    @Test
    void aDriverThatDiedAfterQueueingHasQueuedOnce() throws Exception {
        Driver driver = new Driver(MODELS, "");
        driver.submit();
        try (Stream<Path> files = Files.walk(store.root().resolve("batches"))) {
            for (Path note : files.filter(file -> file.endsWith("submitted")).toList()) {
                Files.delete(note); // as if it had died before it could write that down
            }
        }

        assertThat(new Driver(MODELS, "").submit()).isZero();
        RunOutcome outcome = new Driver(MODELS, "").await();

        assertThat(outcome.complete()).isTrue();
        assertThat(count("begin train:1")).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void aDriverThatDiedBeforeQueueingIsMadeUpFor() throws Exception {
        Driver driver = new Driver(MODELS, "");
        Submission draft = driver.draft();
        Submission.Draft first =
                draft.drafts("small", draft.stages().get(0), List.of(), 10).get(0);
        new BatchStore(store).add(first.batch(), first.orders());

        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
    }

    @Tag("slow")
    @Test
    void whatTheControllerForgetsInACrashIsQueuedAgain() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();
        Thread.sleep(1000);
        slurm.tell("kill-ctl");
        slurm.tell("start-ctl");
        slurm.tell("up"); // an operator brings back what it has drained

        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertSameAsLocal(driver);
    }

    @Tag("slow")
    @Test
    void waitsWhileTheControllerIsDown() throws Exception {
        slurm.tell("stop-ctl");
        Driver driver = new Driver(MODELS, "");
        assertThatThrownBy(driver::submit).isInstanceOf(UnavailableException.class);

        CompletableFuture<RunOutcome> end = later(driver);
        Thread.sleep(15_000); // longer than Slurm's commands wait for it
        slurm.tell("start-ctl");

        assertThat(end.get(150, TimeUnit.SECONDS).complete()).isTrue();
        assertThat(count("begin train:1")).isEqualTo(1);
        assertThat(driver.told).anyMatch(line -> line.contains("asking again"));
    }

    @Tag("slow")
    @Test
    void aKilledWorkerIsReplacedAndAWrongNodeFailsAlone() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=crash-once train:2=fail");

        RunOutcome outcome = driver.await();

        assertThat(outcome.failed().values()).containsExactly("IllegalStateException: this always fails");
        assertThat(outcome.skipped()).hasSize(1); // what reads from it
        assertThat(outcome.failed().keySet().iterator().next().label()).endsWith("seed 2");
        assertThat(count("end likelihood:1")).isEqualTo(1);
        assertThat(count("end likelihood:3")).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void aNodeThatKillsEveryWorkerIsGivenUp() throws Exception {
        Driver driver = new Driver(MODELS, "train:2=crash", "executor.attempts=2", "executor.grace=4s");

        RunOutcome outcome = driver.await();

        assertThat(outcome.failed().values()).singleElement().asString().contains("its worker was lost 2 times");
        assertThat(count("begin train:2")).isEqualTo(2);
        assertThat(count("end likelihood:3")).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void whatIsCancelledStaysSoUntilItIsAskedForAgain() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();
        awaitLine("begin train:2");
        Thread.sleep(1000);
        slurm.slurm("scancel", "--user=root");

        RunOutcome outcome = driver.await();

        assertThat(outcome.skipped().values()).isNotEmpty().contains("cancelled");
        assertThat(driver.submit()).isPositive();
        assertThat(driver.await().complete()).isTrue();
        assertSameAsLocal(driver);
        assertThat(trace().stream().filter(line -> line.matches("from [1-9]\\d* train:\\d")))
                .isNotEmpty();
    }

    @Tag("slow")
    @Test
    void cancelsWhatItHasQueued() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();

        assertThat(driver.executor.cancel(driver.plan())).isEqualTo(4);

        assertThat(driver.await().skipped().values()).contains("cancelled");
        assertThat(store.nodes()).doesNotContain(driver.plan().nodes().get(1).hash());
    }

    @Tag("slow")
    @Test
    void twoDriversAtOnceDoEverythingOnce() throws Exception {
        Driver one = new Driver(MODELS, "train:1=nap");
        Driver other = new Driver(MODELS, "train:1=nap");

        CompletableFuture<RunOutcome> first = later(one);
        CompletableFuture<RunOutcome> second = later(other);

        assertThat(first.get(150, TimeUnit.SECONDS).complete()).isTrue();
        assertThat(second.get(150, TimeUnit.SECONDS).complete()).isTrue();
        assertSameAsLocal(one);
        assertThat(count("begin train:1")).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void largeArraysAreCutAndSmallModelsPacked() throws Exception {
        String six = MODELS.replace("[1, 2, 3]", "[1, 2, 3, 4, 5, 6]");
        Driver driver = new Driver(six, "", "executor.array=2", "executor.pack=2");

        assertThat(driver.submit()).isEqualTo(4); // the text; six models in three elements
        assertThat(new BatchStore(store).all()).hasSize(2);

        assertThat(driver.await().complete()).isTrue();
        assertSameAsLocal(driver);
    }

    @Tag("slow")
    @Test
    void aPartitionThatThereIsNotIsRefusedOnce() throws Exception {
        Driver driver = new Driver(MODELS, "", "executor.partition=nowhere");

        assertThatThrownBy(driver::submit)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("invalid partition specified: nowhere");
        assertThat(driver.await().skipped().values()).allMatch(reason -> reason.startsWith("the cluster refuses: "));
    }

    @Tag("slow")
    @Test
    void saysThatNothingCanRunWhileAllNodesAreDrained() throws Exception {
        slurm.slurm("scontrol", "update", "nodename=n[1-2]", "state=drain", "reason=test");
        Driver driver = new Driver(MODELS, "", "executor.stuck=4s");

        RunOutcome outcome = driver.await();

        assertThat(outcome.skipped().values()).allMatch(reason -> reason.startsWith("stuck: PENDING ("));
        assertThat(driver.told).anyMatch(line -> line.contains("stuck"));
    }

    @Tag("slow")
    @Test
    void makesRoomForWhatIsMoreUrgent() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=steps train:2=steps train:3=steps");
        driver.submit();
        awaitLine("begin train:2");
        Thread.sleep(1500);
        slurm.slurm("sbatch", "-p", "urgent", "-N", "2", "--exclusive", "-o", "/dev/null", "--wrap", "sleep 2");

        RunOutcome outcome = driver.await();

        assertThat(outcome.complete()).as(driver.told.toString()).isTrue();
        assertSameAsLocal(driver);
        assertThat(trace().stream().filter(line -> line.matches("from [1-9]\\d* train:\\d")))
                .isNotEmpty();
    }

    @Tag("slow")
    @Test
    void aLostNodeThatIsNotRequeuedIsQueuedAnew() throws Exception {
        Driver driver =
                new Driver(MODELS, "train:1=steps train:2=steps train:3=steps", "executor.sbatch=[--no-requeue]");
        driver.submit();
        awaitLine("begin train:2");
        slurm.tell("kill-node", "n1");
        CompletableFuture<RunOutcome> end = later(driver);
        Thread.sleep(15_000);
        slurm.tell("start-node", "n1");

        assertThat(end.get(150, TimeUnit.SECONDS).complete())
                .as(driver.told.toString())
                .isTrue();
        assertSameAsLocal(driver);
    }

    @Tag("slow")
    @Test
    void elementsOfOneNodeDoNotShareADevice() throws Exception {
        Driver driver = new Driver(MODELS, "train:1=devices train:2=devices train:3=devices", "executor.gpus=1");

        assertThat(driver.await().complete()).isTrue();

        assertThat(trace().stream().filter(line -> line.startsWith("devices ")))
                .hasSize(3)
                .allMatch(line -> line.matches("devices [01]"));
    }
}
