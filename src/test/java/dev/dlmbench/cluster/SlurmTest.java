package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.cluster.Observation.Cause;
import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.setting.ExecutorSpec.Site;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the answers of Slurm's commands, which are played by scripts here. */
@Timeout(60)
class SlurmTest {
    @TempDir
    private Path folder;

    private BatchFolder batch;

    @BeforeEach
    void writeBatch() throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("a store, 100 %"));
        NodeOrder order = new NodeOrder(folder.toString(), "", Map.of(), Map.of(), List.of());
        Site site = Site.DEFAULT.asking(90, 512, "n7,n8");
        batch = new BatchStore(store)
                .add(
                        new Batch("suite", List.of(), false, site, 0, 3, "/tmp", List.of("java", "it's"), "a:b"),
                        List.of(order, order));
    }

    private Slurm slurm(String command, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(command), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        // The scripts are found through the words that go before every command.
        Site site = site(List.of("sh", "-c", "PATH=" + bin + ":$PATH; eval \"$*\"", "sh"));
        return new Slurm(site, Map.of(), Duration.ofSeconds(2));
    }

    private static Site site(List<String> before) {
        Site usual = Site.DEFAULT;
        return new Site(
                usual.partition(),
                usual.account(),
                usual.qos(),
                usual.constraint(),
                usual.exclude(),
                usual.time(),
                usual.gpus(),
                usual.cpus(),
                usual.memory(),
                usual.parallel(),
                usual.array(),
                usual.pack(),
                usual.sbatch(),
                usual.setup(),
                before,
                usual.poll(),
                usual.grace(),
                usual.stuck());
    }

    private Slurm queue(String... lines) throws IOException {
        String text = Stream.of(lines)
                .map(line -> line.replace("NAME", batch.name()) + "|1-02:03:04")
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("answer"), text + "\n");
        return slurm("squeue", "cat '" + folder.resolve("answer") + "'");
    }

    private Observation seen(Slurm slurm, int element) throws Exception {
        return slurm.poll(List.of(batch.name()))
                .getOrDefault(batch.name(), Map.of())
                .getOrDefault(element, Observation.ABSENT);
    }

    @Test
    void readsTheQueue() throws Exception {
        Map<Integer, Observation> known = queue(
                        "NAME|0|41|RUNNING|None|n1", "NAME|1|41|PENDING|Resources|", "NAME|2|41|COMPLETED|None|n2")
                .poll(List.of(batch.name()))
                .get(batch.name());

        assertThat(known)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        0,
                                new Observation(
                                        Phase.RUNNING,
                                        Cause.NONE,
                                        "RUNNING",
                                        "n1",
                                        Optional.of(Duration.ofSeconds(93784))),
                        1, Observation.queued(Cause.NONE, "PENDING (Resources)"),
                        2, new Observation(Phase.ENDED, Cause.OK, "COMPLETED", "n2", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, EXIT",
        "TIMEOUT, TIME",
        "DEADLINE, TIME",
        "OUT_OF_MEMORY, MEMORY",
        "NODE_FAIL, MACHINE",
        "BOOT_FAIL, MACHINE",
        "PREEMPTED, PREEMPTED",
        "CANCELLED, CANCELLED"
    })
    void knowsHowElementsEnd(String state, Cause cause) throws Exception {
        Observation seen = seen(queue("NAME|0|41|" + state + "|None|n1"), 0);

        assertThat(seen.phase()).isEqualTo(Phase.ENDED);
        assertThat(seen.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JobHeldUser",
                "JobHeldAdmin",
                "JobHoldMaxRequeue",
                "QOSMaxWallDurationPerJobLimit",
                "MaxMemPerLimit",
                "launch failed requeued held",
                "DependencyNeverSatisfied",
                "Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions"
            })
    void knowsWhatWaitsInVain(String reason) throws Exception {
        Observation seen = seen(queue("NAME|0|41|PENDING|" + reason + "|"), 0);

        assertThat(seen.phase()).isEqualTo(Phase.QUEUED);
        assertThat(seen.cause()).isEqualTo(Cause.STUCK);
        assertThat(seen.words()).contains(reason);
    }

    @Test
    void knowsWhatWaitsForOthers() throws Exception {
        assertThat(seen(queue("NAME|0|41|PENDING|Dependency|"), 0))
                .isEqualTo(Observation.queued(Cause.BEHIND, "PENDING (Dependency)"));
        assertThat(seen(queue("NAME|0|41|REQUEUE_HOLD|None|"), 0).cause()).isEqualTo(Cause.STUCK);
    }

    @ParameterizedTest
    @CsvSource({"0:05, 5", "59:07, 3547", "1:00:00, 3600", "2-00:00:01, 172801"})
    void readsDurations(String text, long seconds) {
        assertThat(SlurmStates.duration(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INVALID", "N/A", "99999999-00:00:00", "-1:00"})
    void whatIsNoDurationIsUnknown(String text) {
        assertThat(SlurmStates.duration(text)).isEmpty();
    }

    @Test
    void aStateThatIsNotKnownCountsAsRunningAndIsShown() throws Exception {
        Observation seen = seen(queue("NAME|0|41|DREAMING|None|n1"), 0);

        assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
        assertThat(seen.words()).contains("DREAMING").contains("not known");
    }

    @Test
    void ofAnArrayThatWasQueuedTwiceTheLivelierElementCounts() throws Exception {
        Observation seen =
                seen(queue("NAME|0|41|CANCELLED|None|", "NAME|0|42|RUNNING|None|n1", "NAME|0|43|FAILED|None|n2"), 0);

        assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void anArrayThatWasEndedBeforeItWasCutSpeaksForItsElements() throws Exception {
        Observation seen = seen(queue("NAME|N/A|41|CANCELLED|Dependency|"), Cluster.ALL);

        assertThat(seen.cause()).isEqualTo(Cause.CANCELLED);
    }

    @Test
    void anEmptyQueueIsAnAnswer() throws Exception {
        assertThat(slurm("squeue", "exit 0").poll(List.of(batch.name()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1",
                "echo '<html>502 Bad Gateway</html>'",
                "echo 'other|0|41|RUNNING|None|n1'",
                "sleep 10"
            })
    void whatIsNoAnswerProvesNothing(String script) throws IOException {
        Slurm slurm = slurm("squeue", script);

        assertThatThrownBy(() -> slurm.poll(List.of(batch.name()))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aMissingCommandProvesNothing() {
        Slurm slurm = new Slurm(site(List.of("/nowhere/ssh")), Map.of());

        assertThatThrownBy(() -> slurm.poll(List.of(batch.name())))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("squeue cannot be started");
    }

    @Test
    void whatIsQueuedAlreadyIsNotQueuedAgain() throws Exception {
        Slurm slurm = slurm("sbatch", "touch '" + folder + "/called'; echo 41");
        queue("NAME|0|41|PENDING|None|");

        slurm.submit(batch);

        assertThat(folder.resolve("called")).doesNotExist();
        assertThat(batch.job()).contains("41");
    }

    @Test
    void tellsTheClusterWhatAnElementNeeds() throws Exception {
        slurm("squeue", "exit 0");
        Slurm slurm = slurm("sbatch", "printf '%s\\n' \"$@\" > '" + folder + "/arguments'; echo '41;cluster'");

        slurm.submit(batch);

        assertThat(batch.job()).contains("41");
        List<String> arguments = Files.readAllLines(folder.resolve("arguments"));
        assertThat(arguments)
                .contains(
                        "--parsable",
                        "--job-name=" + batch.name(),
                        "--array=0-1",
                        "--requeue",
                        "--time=2",
                        "--mem=512M",
                        "--exclude=n7,n8",
                        "--output=" + batch.logs().toString().replace("%", "%%") + "/%a.log")
                .noneMatch(argument -> argument.startsWith("--partition"));
        Path script = Path.of(arguments.get(arguments.size() - 1));
        assertThat(script).content().contains("export CLASSPATH='a:b'\n").contains("exec 'java' 'it'\\''s' '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
                "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying",
                "sbatch: error: QOSMaxSubmitJobPerUserLimit",
                "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation"
            })
    void whatMayGoBetterLaterIsNoRefusal(String words) throws IOException {
        slurm("squeue", "exit 0");
        Slurm slurm = slurm("sbatch", "echo '" + words + "' >&2; exit 1");

        assertThatThrownBy(() -> slurm.submit(batch)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aRefusalIsInTheClustersWords() throws IOException {
        slurm("squeue", "exit 0");
        Slurm slurm = slurm("sbatch", "echo 'sbatch: error: invalid partition specified: nope' >&2; exit 1");

        assertThatThrownBy(() -> slurm.submit(batch))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("invalid partition specified: nope");
    }

    @Test
    void anAnswerThatIsCutOffAfterQueueingIsFoundByName() throws Exception {
        slurm(
                "squeue",
                "test -e '" + folder + "/queued' && echo '" + batch.name() + "|0|41|PENDING|None||0:00'; exit 0");
        Slurm slurm = slurm("sbatch", "echo x >> '" + folder + "/queued'; sleep 10");

        assertThatThrownBy(() -> slurm.submit(batch)).isInstanceOf(UnavailableException.class);
        slurm.submit(batch);

        assertThat(Files.readAllLines(folder.resolve("queued"))).hasSize(1);
    }

    @Test
    void arraysAreNotLargerThanTheClusterAllows() throws Exception {
        assertThat(slurm("scontrol", "echo 'MaxArraySize            = 11'").mostElements())
                .isEqualTo(10);
        assertThat(slurm("scontrol", "echo 'MaxArraySize            = 99999'").mostElements())
                .isEqualTo(1000);
        assertThat(slurm("scontrol", "exit 1").mostElements()).isEqualTo(1000);
    }

    @Test
    void cancelsElementsByTheirOwnNumbers() throws Exception {
        queue("NAME|0|41|RUNNING|None|n1", "NAME|1|41|PENDING|None|", "NAME|2|41|COMPLETED|None|n1");
        Slurm slurm = slurm("scancel", "echo \"$@\" > '" + folder + "/arguments'");

        slurm.cancel(batch.name(), Set.of(0, 2));

        assertThat(folder.resolve("arguments")).hasContent("41_0");
    }
}
