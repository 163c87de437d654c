package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.maintenance.StoreCheck;
import dev.dlmbench.maintenance.StoreRepair;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store from somebody else leads nowhere but into itself. */
class HostileStoreTest {
    private static final String HASH = Hashes.of("a node");

    @TempDir
    Path scratch;

    private Path root = Path.of("nowhere");
    private Path outside = Path.of("nowhere");
    private ResultStore store = ResultStore.open(Path.of("nowhere"));

    @BeforeEach
    void fill() throws IOException {
        root = scratch.resolve("results");
        outside = Files.createDirectories(scratch.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "here");
        store = ResultStore.open(root);
        try (Attempt attempt = store.begin(HASH)) {
            attempt.writeSpec("{\"kind\":\"train\"}");
            attempt.writeMeasurements(List.of());
            attempt.writeProvenance(Map.of());
            assertThat(attempt.commit()).isTrue();
        }
    }

    private Path node() {
        return store.node(HASH);
    }

    private void sum(String digest, String name) throws IOException {
        String list = digest + "  " + name + "\n";
        Files.writeString(node().resolve(NodeFiles.CHECKSUMS), list);
        Files.writeString(node().resolve(NodeFiles.STATUS), "complete " + Hashes.of(list) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../outside/secret", "/etc/hostname", "a/../../../b", "..", "a\\b", "C:x"})
    void checksumsAreOfFilesOfTheNode(String name) throws IOException {
        sum(Hashes.of("here"), name);

        assertThatThrownBy(() -> store.read(HASH))
                .isInstanceOf(DamagedNodeException.class)
                .hasMessageContaining("SHA256SUMS: not a list of checksums");
    }

    @Test
    void aLinkIsNoFileOfANode() throws IOException {
        Files.createSymbolicLink(node().resolve("samples.jsonl"), outside.resolve("secret"));
        sum(Hashes.of("here"), "samples.jsonl");

        assertThatThrownBy(() -> store.read(HASH)).hasMessageContaining("samples.jsonl: not a file of the node's own");
    }

    @Test
    void aLinkIsNoNode() throws IOException {
        Path moved = Files.move(node(), outside.resolve("node"));
        Files.createSymbolicLink(node(), moved);

        assertThatThrownBy(() -> store.read(HASH)).hasMessageContaining("a link, and no node's folder");
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = node().resolve("samples.jsonl");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "SKIPPED there are no named pipes here");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        sum(Hashes.of(""), "samples.jsonl");

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThatThrownBy(() -> store.read(HASH)).hasMessageContaining("samples.jsonl: not a file");
            assertThatThrownBy(() -> JsonLines.read(pipe, Sample.class))
                    .hasMessageContaining("samples.jsonl: is not a file");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "work", "attempts", "suites", "baselines", "calibrations"})
    void nothingIsWrittenOrDeletedThroughALink(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
        Files.createSymbolicLink(root.resolve(name), outside);
        Files.createDirectories(outside.resolve(HASH));
        Files.writeString(outside.resolve(HASH + ".json"), "{}");
        Files.writeString(outside.resolve("old.json"), "{}");

        assertThatThrownBy(() -> use(name)).isInstanceOf(IOException.class).hasMessageContaining(name + ": is a link");

        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodes",
                "failed",
                "work",
                "attempts",
                "suites",
                "baselines",
                "calibrations",
                "batches",
                "damaged"
            })
    void nothingIsRepairedThroughALink(String name) throws IOException {
        if (Files.exists(root.resolve(name))) {
            Files.move(root.resolve(name), root.resolve("before"));
        }
        Files.createSymbolicLink(root.resolve(name), outside);
        Files.createDirectories(outside.resolve(HASH));
        Files.createDirectories(outside.resolve("empty"));
        Files.writeString(outside.resolve(HASH + ".json"), "{}");
        Files.writeString(outside.resolve("old.json"), "{}");
        Files.createDirectories(root.resolve("suites")); // something to repair, whatever the link
        Files.writeString(root.resolve("suites").resolve("stray"), "");
        Map<String, String> before = StoreFixture.content(outside);

        StoreCheck.Found found = StoreCheck.of(root);
        try {
            StoreRepair.repair(root, found, Instant.EPOCH);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("is a link");
        }

        assertThat(StoreFixture.content(outside)).isEqualTo(before);
        assertThat(outside.resolve("empty")).isDirectory();
    }

    private void use(String name) throws IOException {
        switch (name) {
            case "failed" -> {
                assertThatThrownBy(() -> store.clearFailure(HASH)).isInstanceOf(IOException.class);
                store.writeFailure(HASH, "train", "reason", outside.resolve("none"));
            }
            case "work" -> {
                assertThatThrownBy(() -> store.work(HASH)).isInstanceOf(IOException.class);
                store.discardWork(HASH);
            }
            case "attempts" -> {
                assertThatThrownBy(() -> store.begin(HASH)).isInstanceOf(IOException.class);
                store.discardLeftovers();
            }
            case "suites" -> store.writeIndex(index("old", HASH));
            case "baselines" -> {
                assertThatThrownBy(() -> new Baselines(store).delete("old")).isInstanceOf(IOException.class);
                new Baselines(store).write("new", new Baseline("s", "", "", List.of()));
            }
            default -> new Calibrations(store).write(new Calibration("s", "", Map.of(), .01, 1, 1, 0, 1, 0, List.of()));
        }
    }

    @Test
    void deletingALinkLeavesWhatItLeadsTo() throws IOException {
        Path mine = store.privateFolder("mine");
        Files.createSymbolicLink(mine.resolve("link"), outside);

        store.discard(mine);

        assertThat(mine).doesNotExist();
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void theStoreItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(scratch.resolve("link"), root);

        ResultStore linked = ResultStore.open(link);
        linked.writeFailure(HASH, "train", "reason", outside.resolve("none"));

        assertThat(linked.failure(HASH)).isPresent();
    }

    private static SuiteIndex index(String suite, String hash) {
        PointEntry point = new PointEntry(
                "p", "p", Map.of(), "masked", 4, 8, Map.of(), List.of(new SeedEntry(1, Map.of("train", hash))));
        return new SuiteIndex(
                suite, "", "", "", List.of(), List.of(), List.of(), Commentary.NONE, List.of(), List.of(point));
    }

    @Test
    void anIndexIsOfItsFolderAndOfNodes() throws IOException {
        store.writeIndex(index("mine", HASH));
        Path file = root.resolve("suites/mine/index.json");
        String whole = Files.readString(file);

        Files.writeString(file, whole.replace("\"mine\"", "\"../../outside\""));
        assertThatThrownBy(() -> store.readIndex("mine"))
                .hasMessageContaining("index.json: is of the suite '../../outside'");
        Files.writeString(file, whole.replace(HASH, "../../outside"));
        assertThatThrownBy(() -> store.readIndex("mine"))
                .hasMessageContaining("index.json: not a node's address: '../../outside'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/b", "", "..", "a\u0000b"})
    void namesStayInTheirFolders(String name) {
        assertThatThrownBy(() -> new Baselines(store).file(name)).isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> new Calibrations(store).file(name)).isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> store.readIndex(name)).isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> store.node(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null; null is no value here",
                "{\"index\":0}; a value is missing or of another kind than it should be at 'text'",
                "{\"index\":0,\"text\":null,\"ending\":\"e\",\"calls\":{}}; at 'text'",
                "{\"index\":0,\"text\":\"t\",\"ending\":\"e\",\"calls\":{\"a\":null}}; at 'calls.a'",
                "{\"index\":1e3,\"text\":\"t\",\"ending\":\"e\",\"calls\":{}}; at 'index'",
                "{\"index\":99999999999999999999,\"text\":\"t\",\"ending\":\"e\",\"calls\":{}}; :1: ",
                "{\"index\":0,\"text\":\"t\",\"ending\":\"e\",\"calls\":{},\"other\":0}; unknown key at 'other'",
                "{\"index\":0,\"index\":1}; not JSON: Duplicate field 'index'",
                "{\"index\" 1}; not JSON: "
            })
    void aLineThatIsNoSampleIsToldInWords(String line, String told) throws IOException {
        Path file = Files.writeString(scratch.resolve("samples.jsonl"), line + "\n");

        assertThatThrownBy(() -> JsonLines.read(file, Sample.class))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":1: ")
                .hasMessageContaining(told)
                .hasMessageNotContainingAny("dev.dlmbench", "java.", "Exception");
    }

    @Test
    void depthAndLengthAreBounded() throws IOException {
        Path file = Files.writeString(scratch.resolve("spec.json"), "[".repeat(100_000) + "]".repeat(100_000));
        assertThatThrownBy(() -> Json.read(file, JsonNode.class))
                .hasMessageStartingWith(file + ":1: Document nesting depth (101) exceeds the maximum allowed (100");

        Files.writeString(file, "7".repeat(1_000));
        assertThatThrownBy(() -> Json.read(file, JsonNode.class))
                .hasMessageContaining("Number value length (1000) exceeds the maximum allowed (400");
    }

    @Test
    void otherEncodingsAreToldWithTheLine() throws IOException {
        Path file = scratch.resolve("summary.json");
        Files.write(file, "{\n\"suite\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ReportSummary.read(file)).hasMessage(file + ":2: is not UTF-8");

        Files.write(file, "{\"index\": \"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> JsonLines.read(file, Sample.class)).hasMessage(file + ":1: not text in UTF-8");
    }
}
