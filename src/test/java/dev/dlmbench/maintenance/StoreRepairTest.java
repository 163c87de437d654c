package dev.dlmbench.maintenance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Checksums;
import dev.dlmbench.store.NodeLock;
import dev.dlmbench.store.Owner;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFixture;
import dev.dlmbench.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a repair all is well, nothing is deleted that was ever worth anything, and living processes notice nothing. */
class StoreRepairTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String ASIDE = "damaged/20260304T050607Z-0";

    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private StoreFixture fixture = new StoreFixture(Path.of("nowhere"));
    private String model = "";
    private String samples = "";

    @BeforeEach
    void makeAStoreInWhichAllIsWell() throws IOException {
        root = folder.resolve("results");
        fixture = new StoreFixture(root);
        model = fixture.node("model");
        samples = fixture.node("samples", model);
        fixture.suite("s", model, samples);
    }

    private List<Repair> repair() throws IOException {
        return StoreRepair.repair(root, StoreCheck.of(root), NOW);
    }

    private void assertThatAllIsWell() throws IOException {
        assertThat(StoreCheck.of(root).damages())
                .allSatisfy(damage -> assertThat(damage.kind()).isEqualTo(Damage.Kind.ABSENT));
        assertThat(StoreFormat.read(root)).isEqualTo(2);
    }

    private String place(String hash) {
        return "nodes/" + hash.substring(0, 2) + "/" + hash;
    }

    @Test
    void changesNothingWhereAllIsWell() throws IOException {
        Map<String, String> before = StoreFixture.content(root);

        assertThat(repair()).isEmpty();
        assertThat(StoreFixture.content(root)).isEqualTo(before);
    }

    @Test
    void movesADamagedNodeAsideWithAllOfItsFilesSoThatItIsComputedAnew() throws IOException {
        Path node = fixture.store().node(model);
        Files.writeString(node.resolve("log.txt"), "spoilt");
        Files.writeString(node.resolve("tokens.jsonl"), "spoilt");
        Files.writeString(node.resolve("new.txt"), "new");
        Map<String, String> spoilt = StoreFixture.content(node);

        assertThat(repair()).hasSize(3).allSatisfy(repair -> {
            assertThat(repair.mended()).isTrue();
            assertThat(repair.deed()).isIn("moved to " + ASIDE, "is gone by now");
        });

        assertThat(fixture.store().has(model)).isFalse();
        assertThat(StoreFixture.content(root.resolve(ASIDE).resolve(place(model))))
                .isEqualTo(spoilt);
        assertThat(root.resolve(ASIDE).resolve("why.json")).content().contains("log.txt", "changed since");
        assertThat(root.resolve("work")).isEmptyDirectory();
        assertThatAllIsWell();
        fixture.node("model");
        assertThat(StoreCheck.of(root).damages()).isEmpty();
    }

    @Test
    void movesAFileThatDoesNotBelongAndLeavesTheNode() throws IOException {
        Path node = fixture.store().node(model);
        Map<String, String> before = StoreFixture.content(node);
        Files.writeString(node.resolve("checkpoint/notes.txt"), "mine");

        repair();

        assertThat(StoreFixture.content(node)).isEqualTo(before);
        assertThat(root.resolve(ASIDE).resolve(place(model)).resolve("checkpoint/notes.txt"))
                .hasContent("mine");
        assertThatAllIsWell();
    }

    /** Half a node in a node's place would keep every attempt at it from being committed. */
    @Test
    void makesRoomWhereHalfANodeLies() throws IOException {
        Path half = Files.createDirectories(fixture.store().node(StoreFixture.address("half")));
        Files.writeString(half.resolve("spec.json"), "{");

        repair();

        fixture.node("half");
        assertThatAllIsWell();
    }

    @Test
    void leavesANodeToTheProcessThatComputesIt() throws IOException {
        String hash = StoreFixture.address("half");
        Files.createDirectories(fixture.store().node(hash));
        try (NodeLock held = NodeLock.tryAcquire(fixture.store().work(hash)).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(repair()).isNotEmpty().allSatisfy(repair -> {
                assertThat(repair.mended()).isFalse();
                assertThat(repair.deed()).isEqualTo("left to the process that computes it");
            });
        }
        assertThat(fixture.store().node(hash)).exists();
    }

    /** What was found may be out of date: the node has been moved and computed anew in the meantime. */
    @Test
    void looksAgainBeforeItMovesANode() throws IOException {
        Path log = fixture.store().node(model).resolve("log.txt");
        String text = Files.readString(log);
        Files.writeString(log, "spoilt");
        StoreCheck.Found found = StoreCheck.of(root);
        Files.writeString(log, text);

        assertThat(StoreRepair.repair(root, found, NOW))
                .containsExactly(new Repair(found.damages().get(0), true, "is right by now"));
        assertThat(fixture.store().has(model)).isTrue();
    }

    @Test
    void keepsWhatAnInterruptedNodeResumesFrom() throws IOException {
        Path half = Files.createDirectories(fixture.store().node(StoreFixture.address("half")));
        Path step = Files.writeString(
                fixture.store().work(half.getFileName().toString()).resolve("step"), "7");

        repair();

        assertThat(half).doesNotExist();
        assertThat(step).hasContent("7");
    }

    /** Torn at every place where a write can end: nothing, a part, other bytes of the same length, another's index. */
    @ParameterizedTest
    @ValueSource(
            strings = {"gone", "empty", "first byte", "half", "all but one byte", "garbage", "zeros", "another suite"})
    void restoresAnIndexFromItsCopy(String tear) throws IOException {
        SuiteIndex index = fixture.store().readIndex("s").orElseThrow();
        Path file = root.resolve("suites/s/index.json");
        byte[] whole = Files.readAllBytes(file);
        byte[] torn = torn(tear, whole);
        Files.write(file, torn);
        if (tear.equals("gone")) {
            Files.delete(file);
        }

        assertThat(repair()).singleElement().satisfies(repair -> {
            assertThat(repair.mended()).isTrue();
            assertThat(repair.deed()).isEqualTo("restored from its copy");
        });

        assertThat(file).hasBinaryContent(whole);
        assertThat(fixture.store().readIndex("s")).contains(index);
        if (!tear.equals("gone")) {
            assertThat(root.resolve(ASIDE).resolve("suites/s/index.json")).hasBinaryContent(torn);
        }
        assertThatAllIsWell();
    }

    private byte[] torn(String tear, byte[] whole) throws IOException {
        byte[] garbage = new byte[whole.length];
        Arrays.fill(garbage, (byte) 0xb7);
        return switch (tear) {
            case "gone", "empty" -> new byte[0];
            case "first byte" -> Arrays.copyOf(whole, 1);
            case "half" -> Arrays.copyOf(whole, whole.length / 2);
            case "all but one byte" -> Arrays.copyOf(whole, whole.length - 2); // the last is a line feed
            case "garbage" -> garbage;
            case "zeros" -> new byte[whole.length];
            default -> {
                StoreFixture elsewhere = new StoreFixture(folder.resolve("elsewhere"));
                elsewhere.suite("t", model);
                yield Files.readAllBytes(folder.resolve("elsewhere/suites/t/index.json"));
            }
        };
    }

    /** At every byte at which an index can be torn, it is read as it was or restored as it was. */
    @Test
    void restoresAnIndexTornAtAnyByte() throws IOException {
        Path file = root.resolve("suites/s/index.json");
        byte[] whole = Files.readAllBytes(file);
        SuiteIndex index = fixture.store().readIndex("s").orElseThrow();
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            StoreRepair.repair(root, StoreCheck.of(root), NOW.plusSeconds(length));
            assertThat(fixture.store().readIndex("s"))
                    .as("torn at byte %d", length)
                    .contains(index);
            assertThat(file).hasBinaryContent(whole);
        }
    }

    /** Killed after the index was replaced and before its copy was: the new one counts. */
    @Test
    void bringsAnOutdatedCopyUpToDate() throws IOException {
        byte[] old = Files.readAllBytes(root.resolve("suites/s/index.copy.json"));
        SuiteIndex now = fixture.suite("s", model);
        Files.write(root.resolve("suites/s/index.copy.json"), old);

        assertThat(repair()).extracting(Repair::deed).containsExactly("written anew");

        assertThat(fixture.store().readIndex("s")).contains(now);
        assertThatAllIsWell();
        Files.writeString(root.resolve("suites/s/index.copy.json"), "{");
        repair();
        assertThatAllIsWell();
    }

    @Test
    void movesAnIndexAsideThatHasNoCopyAndSaysHowToGetItBack() throws IOException {
        Files.writeString(root.resolve("suites/s/index.json"), "{");
        Files.writeString(root.resolve("suites/s/index.copy.json"), "");

        assertThat(repair()).singleElement().satisfies(repair -> {
            assertThat(repair.mended()).isFalse();
            assertThat(repair.deed())
                    .isEqualTo("moved to " + ASIDE
                            + "; there is no copy, and running the suite's file again writes it anew");
        });

        assertThat(root.resolve(ASIDE).resolve("suites/s/index.json")).hasContent("{");
        assertThat(root.resolve(ASIDE).resolve("suites/s/index.copy.json")).exists();
        assertThat(StoreCheck.of(root).well()).isTrue();
        assertThat(fixture.store().suites()).isEmpty();
    }

    @Test
    void movesRecordsAsideThatCannotBeRead() throws IOException {
        Files.createDirectories(root.resolve("baselines"));
        Files.writeString(root.resolve("baselines/b.json"), "{");
        Files.writeString(root.resolve("nodes/notes.txt"), "mine");

        assertThat(repair()).extracting(Repair::deed).containsOnly("moved to " + ASIDE);

        assertThat(root.resolve(ASIDE).resolve("baselines/b.json")).hasContent("{");
        assertThat(root.resolve(ASIDE).resolve("nodes/notes.txt")).hasContent("mine");
        assertThatAllIsWell();
    }

    @Test
    void deletesWhatTheDeadLeftAndNothingOfTheLiving() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String dead = Owner.current().host() + "-" + ended.pid() + "-1700000000000-0";
        Path living = fixture.store().privateFolder("driver");
        Path left = Files.createDirectories(root.resolve("attempts/driver-" + dead));
        Path part = Files.writeString(root.resolve("suites/s/.index.json.part-" + dead), "{");
        Path work = fixture.store().work(model);
        Path busy = fixture.store().work(samples);
        try (NodeLock held = NodeLock.tryAcquire(busy).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(repair()).extracting(Repair::deed).containsOnly("deleted", "left to the process that uses it");
        }

        assertThat(living).exists();
        assertThat(busy).exists();
        assertThat(left).doesNotExist();
        assertThat(part).doesNotExist();
        assertThat(work).doesNotExist();
    }

    @Test
    void bringsAnOldStoreToTheCurrentFormat() throws IOException {
        fixture.age();
        Path node = fixture.store().node(model);
        FileTime committed = FileTime.from(Instant.parse("2025-01-02T03:04:05Z"));
        Files.setLastModifiedTime(node.resolve("STATUS"), committed);
        Map<String, String> before = StoreFixture.content(root);

        repair();

        assertThatAllIsWell();
        Map<String, String> after = new TreeMap<>(StoreFixture.content(root));
        assertThat(after.keySet().removeAll(List.of("FORMAT", "suites/s/index.copy.json")))
                .isTrue();
        after.keySet().removeIf(name -> name.endsWith("SHA256SUMS"));
        before.replaceAll((name, digest) -> name.endsWith("STATUS") ? requireNonNull(after.get(name)) : digest);
        assertThat(after).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(node.resolve("STATUS"))).isEqualTo(committed);
        assertThat(ResultStore.open(root).read(model).orElseThrow().checksummed())
                .isTrue();
        Files.writeString(node.resolve("log.txt"), "spoilt");
        assertThat(StoreCheck.of(root).well()).isFalse();
    }

    /** Killed between the list and the status, or before the list: the store is still one of format 1, and whole. */
    @Test
    void goesOnWithAMigrationThatWasKilled() throws IOException {
        fixture.age();
        Path node = fixture.store().node(model);
        Files.writeString(node.resolve("SHA256SUMS"), Checksums.list(node));

        assertThat(ResultStore.open(root).read(model)).isPresent();
        assertThat(StoreCheck.of(root).well()).isTrue();
        repair();

        assertThatAllIsWell();
        assertThat(Files.readString(node.resolve("STATUS"))).hasSize("complete ".length() + 64 + 1);
    }

    /** Sealing what is damaged would make it look right for ever. */
    @Test
    void doesNotSealWhatIsDamaged() throws IOException {
        fixture.age();
        Files.writeString(fixture.store().node(model).resolve("tokens.jsonl"), "[1,");

        repair();

        assertThat(fixture.store().has(model)).isFalse();
        assertThat(fixture.store().has(samples)).isTrue();
        assertThatAllIsWell();
    }

    @Test
    void writesAFormatAnewThatCannotBeRead() throws IOException {
        Files.writeString(root.resolve("FORMAT"), "");

        assertThat(repair()).extracting(Repair::deed).containsExactly("moved to " + ASIDE);

        assertThatAllIsWell();
        assertThat(Optional.of(ResultStore.open(root).sealed())).contains(true);
    }
}
