package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStoreTest {
    private static final String HASH = Hashes.of("a node");
    private static final Measurement NLL = Measurement.of(
                    Metric.NLL, 1.25, Measurement.Bound.UPPER, 40, 0.01, Map.of("text", "abc", "evaluator", "none"))
            .detailed(Map.of("draws", "8"));
    private static final Measurement NO_MEMORY = Measurement.absent(Metric.PEAK_MEMORY, "the platform does not say");

    private static final Commentary COMMENTARY = new Commentary("table 1", "ppl", Map.of("p", 1.5), List.of("note"));

    @TempDir
    Path root;

    private ResultStore store = ResultStore.open(Path.of("nowhere"));

    @BeforeEach
    void open() {
        store = ResultStore.open(root);
    }

    @Test
    void givesBackWhatWasCommitted() throws IOException {
        commit(HASH);

        NodeRecord node = store.read(HASH).orElseThrow();
        assertThat(node.measurements()).containsExactly(NLL, NO_MEMORY);
        assertThat(node.spec().path("kind").asText()).isEqualTo("likelihood");
        assertThat(node.provenance().path("device").asText()).isEqualTo("cpu");
        assertThat(node.folder()).isEqualTo(root.resolve("nodes/" + HASH.substring(0, 2) + "/" + HASH));
    }

    @Test
    void recordsWhatIsUnknownAsUnknown() throws IOException {
        commit(HASH);

        JsonNode provenance = store.read(HASH).orElseThrow().provenance();
        assertThat(provenance.path("gitCommit").asText()).isEqualTo("unknown");
    }

    @Test
    void keepsWhatAnAttemptDoesOutOfSightUntilItIsCommitted() throws IOException {
        try (Attempt attempt = begin(HASH)) {
            assertThat(store.has(HASH)).isFalse();
            assertThat(store.read(HASH)).isEmpty();
            assertThat(attempt.commit()).isTrue();
            assertThat(store.has(HASH)).isTrue();
        }
        assertThat(store.has(HASH)).isTrue();
    }

    @Test
    void leavesNothingOfAnAttemptThatIsNotCommitted() throws IOException {
        begin(HASH).close();

        assertThat(store.has(HASH)).isFalse();
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(root.resolve("FORMAT"));
        }
    }

    @Test
    void doesNotSeeWhatAKilledProcessLeft() throws IOException {
        begin(HASH); // and never closed

        assertThat(store.has(HASH)).isFalse();
        commit(HASH);
        assertThat(store.has(HASH)).isTrue();
        assertThat(store.has(HASH)).isTrue();
    }

    @Test
    void deletesTheAttemptsOfProcessesThatHaveEndedAndNoOthers() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path living = begin(HASH).folder();
        String mine = "-" + ProcessHandle.current().pid() + "-";
        Path dead = Files.createDirectories(
                living.resolveSibling(living.getFileName().toString().replace(mine, "-" + ended.pid() + "-")));
        Path elsewhere = Files.createDirectories(
                living.resolveSibling("0123456789abcdef-another_machine-" + ended.pid() + "-1700000000000-0"));

        store.discardLeftovers();

        assertThat(living).exists();
        assertThat(elsewhere).exists();
        assertThat(dead).doesNotExist();
    }

    /** Names of before tell the start of a process by the clock. */
    @Test
    void knowsOwnersByTheirOlderNames() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().orElseThrow().toEpochMilli();
        String name = begin(HASH).folder().getFileName().toString();
        String older = name.replaceFirst("-t\\d+-\\d+$", "");
        assertThat(older).isNotEqualTo(name);
        Path attempts = store.root().resolve("attempts");
        Path mine = Files.createDirectory(attempts.resolve(older + "-" + start + "-0"));
        Path earlier = Files.createDirectory(attempts.resolve(older + "-" + (start - 3_600_000) + "-0"));

        store.discardLeftovers();

        assertThat(mine).exists();
        assertThat(earlier).doesNotExist();
    }

    /** A worker may die after it has committed a node and before it has tidied up. */
    @Test
    void deletesWhatNodesWouldResumeFromThatAreThere() throws IOException {
        String missing = "f".repeat(64);
        commit(HASH);
        Files.createDirectories(store.work(HASH).resolve("step-5"));
        Files.createDirectories(store.work(missing).resolve("step-5"));

        store.discardLeftovers();

        assertThat(store.root().resolve("work/" + HASH)).doesNotExist();
        assertThat(store.root().resolve("work/" + missing + "/step-5")).exists();
    }

    @Test
    void listsTheNodesThatAreThereInFull() throws IOException {
        commit(HASH);
        Files.createDirectories(store.node("f".repeat(64)));

        assertThat(store.nodes()).containsExactly(HASH);
    }

    @Test
    void takesAFolderWithoutStatusForNoNode() throws IOException {
        commit(HASH);
        Files.delete(store.node(HASH).resolve("STATUS"));

        assertThat(store.has(HASH)).isFalse();
        assertThat(store.read(HASH)).isEmpty();
    }

    /** The list is in the format of {@code sha256sum}, and the digest of three letters is that of FIPS 180-2. */
    @Test
    void listsTheDigestOfEveryFile() throws IOException {
        try (Attempt attempt = begin(HASH)) {
            Files.writeString(attempt.folder().resolve("letters"), "abc");
            assertThat(attempt.commit()).isTrue();
        }

        assertThat(Files.readAllLines(store.node(HASH).resolve("SHA256SUMS")))
                .hasSize(4)
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.json", "measurements.jsonl", "provenance.json", "SHA256SUMS"})
    void namesAFileThatIsNotWhatWasCommitted(String name) throws IOException {
        commit(HASH);
        Path file = store.node(HASH).resolve(name);
        String written = Files.readString(file);

        Files.writeString(file, written + "\n");
        assertThatThrownBy(() -> store.read(HASH))
                .isInstanceOf(DamagedNodeException.class)
                .hasMessage(file + ": changed since it was written");
        Files.writeString(file, written.substring(1));
        assertThatThrownBy(() -> store.read(HASH)).hasMessage(file + ": changed since it was written");
        Files.delete(file);
        assertThatThrownBy(() -> store.read(HASH)).hasMessage(file + ": missing");
        Files.writeString(file, written);
        assertThat(store.read(HASH)).isPresent();
    }

    @Test
    void readsNodesFromBeforeThereWereChecksums() throws IOException {
        commitWithoutChecksums();

        assertThat(store.read(HASH).orElseThrow().checksummed()).isFalse();
    }

    @Test
    void keepsTheNodeOfWhoeverWasFirst() throws IOException {
        try (Attempt first = begin(HASH);
                Attempt second = begin(HASH)) {
            Files.writeString(first.folder().resolve(NodeFiles.LOG), "first");
            Files.writeString(second.folder().resolve(NodeFiles.LOG), "second");
            assertThat(first.commit()).isTrue();
            assertThat(second.commit()).isFalse();
        }
        assertThat(store.node(HASH).resolve(NodeFiles.LOG)).hasContent("first");
        assertThat(root.resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void isLoudWhenANodeComesOutDifferentlyTheSecondTime() throws IOException {
        try (Attempt first = begin(HASH);
                Attempt second = begin(HASH)) {
            Files.writeString(first.folder().resolve(NodeFiles.SAMPLES), "same, then 1");
            Files.writeString(second.folder().resolve(NodeFiles.SAMPLES), "same, then 2");
            assertThat(first.commit()).isTrue();
            assertThatThrownBy(second::commit)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("samples.jsonl: differs from byte 12 on");
        }
        assertThat(store.node(HASH).resolve(NodeFiles.SAMPLES)).hasContent("same, then 1");
        assertThat(root.resolve("differing")).isDirectoryRecursivelyContaining("glob:**/samples.jsonl");
        assertThat(root.resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void letsExactlyOneOfManyRacersCommit() throws Exception {
        int racers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 20; round++) {
                String hash = Hashes.of("round " + round);
                Callable<Boolean> racer = () -> {
                    try (Attempt attempt = begin(hash)) {
                        return attempt.commit();
                    }
                };
                int winners = 0;
                for (Future<Boolean> result : pool.invokeAll(java.util.Collections.nCopies(racers, racer))) {
                    winners += result.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
                assertThat(store.read(hash)).isPresent();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void refusesToCommitANodeWithoutItsSpec() throws IOException {
        try (Attempt attempt = store.begin(HASH)) {
            attempt.writeMeasurements(List.of());
            assertThatThrownBy(attempt::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("spec.json");
        }
        assertThat(store.has(HASH)).isFalse();
    }

    @Test
    void refusesProvenanceWithANumberThatJsonLacks() throws IOException {
        try (Attempt attempt = store.begin(HASH)) {
            assertThatThrownBy(() -> attempt.writeProvenance(Map.of("seconds", Double.NaN)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void writesAMeasurementAsOneLineThatExplainsItself() throws IOException {
        commit(HASH);

        List<String> lines = Files.readAllLines(store.node(HASH).resolve("measurements.jsonl"));
        assertThat(lines.get(0))
                .isEqualTo("{\"metric\":\"nll\",\"value\":1.25,\"reason\":null,\"unit\":\"nats per token\","
                        + "\"better\":\"lower\",\"bound\":\"upper\",\"n\":40,\"standardError\":0.01,"
                        + "\"conditions\":{\"evaluator\":\"none\",\"text\":\"abc\"},\"details\":{\"draws\":\"8\"},\"definition\":\""
                        + NLL.definition() + "\"}");
        assertThat(lines.get(1)).contains("\"value\":null,\"reason\":\"the platform does not say\"");
    }

    /** Commits a node as it was before there were checksums, so that something else must find what is wrong with it. */
    private void commitWithoutChecksums() throws IOException {
        commit(HASH);
        Files.delete(store.node(HASH).resolve("SHA256SUMS"));
        Files.writeString(store.node(HASH).resolve("STATUS"), "complete\n");
        Files.delete(root.resolve("FORMAT"));
        store = ResultStore.open(root);
    }

    @Test
    void namesTheFileAndTheLineOfABrokenMeasurement() throws IOException {
        commitWithoutChecksums();
        Path file = store.node(HASH).resolve("measurements.jsonl");
        List<String> lines = Files.readAllLines(file);

        Files.writeString(file, lines.get(0) + "\n" + lines.get(1).replace("peak-memory", "peak") + "\n");
        assertThatThrownBy(() -> store.read(HASH))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ":2: there is no metric called 'peak'");

        Files.writeString(file, lines.get(0) + "\n{\"metric\": NaN\n");
        assertThatThrownBy(() -> store.read(HASH))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":2: ");
    }

    @Test
    void refusesALineWithoutAnEnd() throws IOException {
        commitWithoutChecksums();
        Path file = store.node(HASH).resolve("measurements.jsonl");
        String lines = Files.readString(file);
        Files.writeString(file, lines.substring(0, lines.length() - 1));

        assertThatThrownBy(() -> store.read(HASH)).hasMessage(file + ":2: the line has no end");
    }

    @Test
    void noticesThatADefinitionIsNotTheOneThatHeldThen() throws IOException {
        commitWithoutChecksums();
        Path file = store.node(HASH).resolve("measurements.jsonl");
        Files.writeString(file, Files.readString(file).replace(NLL.definition(), "0123456789abcdef"));

        NodeRecord node = store.read(HASH).orElseThrow();
        assertThat(node.stored().get(0).current()).isFalse();
        assertThat(node.stored().get(1).current()).isTrue();
    }

    @Test
    void keepsTheReasonAndTheLogOfAFailureUntilTheNodeSucceeds() throws IOException {
        Path log = Files.writeString(root.resolve("log.txt"), "x".repeat(100_000) + "the end");
        store.writeFailure(HASH, "train", "the loss is NaN at step 7", log);

        Failure failure = store.failure(HASH).orElseThrow();
        assertThat(failure.reason()).isEqualTo("the loss is NaN at step 7");
        assertThat(failure.log()).endsWith("the end").hasSizeLessThan(70_000);
        commit(HASH);
        assertThat(store.failure(HASH)).isEmpty();
    }

    @Test
    void recordsAFailureThatLeftNoLog() throws IOException {
        store.writeFailure(HASH, "train", "killed", root.resolve("no such log"));

        assertThat(store.failure(HASH)).contains(new Failure(HASH, "train", "killed", ""));
    }

    @Test
    void keepsWorkUntilItIsDiscarded() throws IOException {
        Files.writeString(store.work(HASH).resolve("step"), "7");

        assertThat(store.work(HASH).resolve("step")).hasContent("7");
        store.discardWork(HASH);
        assertThat(store.work(HASH)).isEmptyDirectory();
    }

    @Test
    void givesBackTheIndexInItsOrder() throws IOException {
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("z", "1");
        axes.put("a", "2");
        PointEntry point = new PointEntry(
                "p", "e", axes, "masked", 4, 16, Map.of("k", "v"), List.of(new SeedEntry(1, Map.of("train", HASH))));
        SuiteIndex index = new SuiteIndex(
                "s",
                "Title ü",
                "s.yaml",
                "text\n",
                List.of("nll"),
                List.of(),
                List.of(),
                COMMENTARY,
                List.of(new Claim("c", "says", "", "nll(e) < 3", 4)),
                List.of(point));
        store.writeIndex(index);

        SuiteIndex read = store.readIndex("s").orElseThrow();
        assertThat(read).isEqualTo(index);
        assertThat(read.points().get(0).axes().keySet()).containsExactly("z", "a");
        assertThat(store.suites()).containsExactly("s");
        assertThat(store.readIndex("t")).isEmpty();
    }

    @Test
    void readsAnIndexFromBeforeThereWereClaims() throws IOException {
        Path file = Files.createDirectories(root.resolve("suites/s")).resolve("index.json");
        Files.writeString(file, """
                {"suite": "s", "title": "S", "file": "s.yaml", "text": "", "metrics": ["nll"], "charts": [],
                 "tables": [], "points": []}
                """);
        SuiteIndex index = store.readIndex("s").orElseThrow();
        assertThat(index.claims()).isEmpty();
        assertThat(index.commentary()).isEqualTo(Commentary.NONE);
    }

    @Test
    void namesTheLineOfABrokenIndex() throws IOException {
        Path file = Files.createDirectories(root.resolve("suites/s")).resolve("index.json");
        Files.writeString(file, "{\n\"suite\": \"s\",\n\"suite\": \"s\"}\n");

        assertThatThrownBy(() -> store.readIndex("s")).hasMessageStartingWith(file + ":3: ");
    }

    @Test
    void refusesASuiteNameThatLeavesTheStore() {
        assertThatThrownBy(() -> store.readIndex("../x")).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> ResultStore.open(file)).isInstanceOf(InvalidSettingException.class);
    }

    private void commit(String hash) throws IOException {
        try (Attempt attempt = begin(hash)) {
            assertThat(attempt.commit()).isTrue();
        }
    }

    private Attempt begin(String hash) throws IOException {
        Attempt attempt = store.begin(hash);
        attempt.writeSpec("{\"codeVersion\":1,\"kind\":\"likelihood\"}");
        attempt.writeMeasurements(List.of(NLL, NO_MEMORY));
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("device", "cpu");
        provenance.put("gitCommit", null);
        attempt.writeProvenance(provenance);
        return attempt;
    }
}
