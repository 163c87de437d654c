package dev.dlmbench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.fixture.LoopbackCluster;
import dev.dlmbench.plan.Node;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.run.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A suite of 201 nodes on a real cluster of four machines, one of which dies every few seconds. */
@Tag("slow")
@Tag("slurm")
@Tag("slow")
@Timeout(1200)
@Execution(ExecutionMode.CONCURRENT) // beside other classes
@ResourceLock("a dying cluster")
class SlurmStormTest extends ClusterTests {
    private static final int MODELS_IN_ALL = 100;
    private static final int MACHINES = 4;
    private static final int SLOW_EVERY = 10;
    private static final long MILLIS_BETWEEN_DEATHS = 4000;

    /**
     * On a slow machine a storm by the clock alone would let nothing be finished: these nodes are, or a while passes.
     */
    private static final int NODES_BETWEEN_DEATHS = 8;

    private static final Duration LONGEST_CALM = Duration.ofSeconds(40);

    private static final long MILLIS_BETWEEN_LOOKS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(14);

    @TempDir
    private static Path place;

    private static LoopbackCluster slurm;

    @BeforeAll
    static void start() throws Exception {
        slurm = LoopbackCluster.start(place.resolve("cluster"), Map.of("LB_NODES", Integer.toString(MACHINES)));
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
    void finishesAndTellsTheTruthAllTheWay() throws Exception {
        String models = MODELS.replace(
                "[1, 2, 3]",
                IntStream.rangeClosed(1, MODELS_IN_ALL).boxed().toList().toString());
        String fake = IntStream.rangeClosed(1, MODELS_IN_ALL)
                .mapToObj(seed -> "train:" + seed + (seed % SLOW_EVERY == 0 ? "=steps" : "=nap"))
                .collect(Collectors.joining(" "));
        fake += " train:" + MODELS_IN_ALL + "=until-calm"; // which a fast machine must not miss
        Driver driver = new Driver(models, fake, "executor.pack=4", "executor.attempts=30");
        List<Node> nodes = driver.plan().nodes();
        assertThat(nodes).hasSize(1 + 2 * MODELS_IN_ALL);
        store.writeIndex(driver.plan().index());

        CompletableFuture<RunOutcome> end = later(driver);
        CompletableFuture<Integer> deaths = CompletableFuture.supplyAsync(() -> kill(end, nodes));
        Instant latest = Instant.now().plus(PATIENCE);
        int looks = 0;
        while (!end.isDone()) {
            look(driver, nodes);
            looks++;
            assertThat(deaths).isNotCompletedExceptionally();
            assertThat(Instant.now())
                    .as(() -> "goes on for ever: " + done(nodes) + " done, " + driver.told + queue())
                    .isBefore(latest);
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        RunOutcome outcome = end.get();

        assertThat(outcome.complete()).as(driver.told + " " + outcome).isTrue();
        assertThat(deaths.get(1, TimeUnit.MINUTES)).isGreaterThanOrEqualTo(MACHINES);
        assertThat(looks).isGreaterThan(MACHINES);
        long workers = 0;
        long elements = 0;
        for (BatchFolder batch : new BatchStore(store).all()) {
            elements += batch.elements().size();
            for (Element element : batch.elements()) {
                workers += batch.attempts(element.index()).size();
            }
        }
        assertThat(workers).as("some were lost").isGreaterThan(elements);
        JsonNode last = status();
        assertThat(last.get("done").asInt()).isEqualTo(nodes.size());
        assertThat(last.get("cluster")).isEmpty();
        assertSameAsLocal(driver);
    }

    /** Kills one machine after the other, each at work, until the suite is over, and returns how many. */
    private int kill(CompletableFuture<RunOutcome> end, List<Node> nodes) {
        Random random = new Random(1);
        int deaths = 0;
        long doneAtDeath = -NODES_BETWEEN_DEATHS;
        Instant lastDeath = Instant.now();
        try {
            while (!end.isDone()) {
                List<String> busy = slurm.slurm("squeue", "-h", "-r", "-t", "RUNNING", "-o", "%N")
                        .lines()
                        .distinct()
                        .toList();
                boolean calm = done(nodes) < doneAtDeath + NODES_BETWEEN_DEATHS
                        && Instant.now().isBefore(lastDeath.plus(LONGEST_CALM));
                if (calm || busy.isEmpty()) {
                    Thread.sleep(100);
                    continue;
                }
                doneAtDeath = done(nodes);
                lastDeath = Instant.now();
                String machine = busy.get(random.nextInt(busy.size()));
                slurm.tell("kill-node", machine);
                Thread.sleep(MILLIS_BETWEEN_DEATHS / 2);
                slurm.restart(machine);
                Thread.sleep(MILLIS_BETWEEN_DEATHS / 2);
                deaths++;
                if (deaths == MACHINES) {
                    Files.createFile(folder.resolve("calm"));
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return deaths;
    }

    /** Compares what the command says with the store and the queue, as they were just before and just after. */
    private void look(Driver driver, List<Node> nodes) throws Exception {
        long doneBefore = done(nodes);
        Set<String> overBefore = over();
        Map<String, Phase> before = phases(driver);
        JsonNode status = status();
        Map<String, Phase> after = phases(driver);

        assertThat(status.get("trouble").asText()).isEmpty();
        assertThat(status.get("failed")).isEmpty();
        assertThat(status.get("done").asLong()).isBetween(doneBefore, done(nodes));
        assertThat(status.get("done").asInt() + status.get("missing").asInt()).isEqualTo(nodes.size());
        for (JsonNode line : status.get("cluster")) {
            String name = line.get("name").asText();
            Phase phase = Phase.valueOf(line.get("phase").asText().toUpperCase(Locale.ROOT));
            Phase first = before.getOrDefault(name, Phase.ABSENT);
            Phase second = after.getOrDefault(name, Phase.ABSENT);
            assertThat(phase == first || first != second)
                    .as(name + " is said to be " + phase + ", it was " + first + " before and " + second + " after")
                    .isTrue();
            assertThat(overBefore).doesNotContain(name);
        }
    }

    /** Returns the elements whose nodes are all in the store. */
    private Set<String> over() throws IOException {
        Set<String> over = new HashSet<>();
        for (BatchFolder batch : new BatchStore(store).all()) {
            for (Element element : batch.elements()) {
                if (element.hashes().stream().allMatch(store::has)) {
                    over.add(batch.name() + "/" + element.index());
                }
            }
        }
        return over;
    }

    private Map<String, Phase> phases(Driver driver) throws Exception {
        List<String> names =
                new BatchStore(store).all().stream().map(BatchFolder::name).toList();
        Map<String, Phase> phases = new HashMap<>();
        driver.cluster
                .poll(names)
                .forEach((batch, elements) -> elements.forEach(
                        (element, observation) -> phases.put(batch + "/" + element, observation.phase())));
        return phases;
    }

    /** Returns what another process is told that asks. */
    private JsonNode status() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(WorkerCommand.java(List.of("dev.dlmbench.cli.FakeMain")));
        command.addAll(
                List.of("status", "small", "--json", "--store", store.root().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(slurm.environment());
        builder.environment().put("CLASSPATH", WorkerCommand.absoluteClassPath());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return new ObjectMapper().readTree(said).get(0);
    }

    private long done(List<Node> nodes) {
        return nodes.stream().filter(node -> store.has(node.hash())).count();
    }
}
