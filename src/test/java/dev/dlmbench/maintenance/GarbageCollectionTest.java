package dev.dlmbench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.maintenance.Garbage.Kind;
import dev.dlmbench.store.NodeLock;
import dev.dlmbench.store.Owner;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What suites need stays, whoever works is left alone, and the rest goes. */
class GarbageCollectionTest {
    @TempDir
    private Path root;

    private StoreFixture fixture = new StoreFixture(Path.of("nowhere"));
    private String model = "";
    private String samples = "";
    private String unneeded = "";

    @BeforeEach
    void makeASuiteAndANodeOfNone() throws IOException {
        fixture = new StoreFixture(root);
        String text = fixture.node("text");
        model = fixture.node("model", text);
        samples = fixture.node("samples", model);
        unneeded = fixture.node("unneeded", model);
        fixture.suite("s", samples);
    }

    private GarbageCollection collection() {
        return new GarbageCollection(ResultStore.open(root));
    }

    private String place(String hash) {
        return "nodes/" + hash.substring(0, 2) + "/" + hash;
    }

    private static String deadOwner() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        return Owner.current().host() + "-" + ended.pid() + "-1700000000000-0";
    }

    @Test
    void lookingChangesNothing() throws IOException {
        Map<String, String> before = StoreFixture.content(root);

        assertThat(collection().find(Instant.MAX).garbage()).hasSize(1);
        assertThat(StoreFixture.content(root)).isEqualTo(before);
    }

    /** The text is two steps away from the node that the suite names. */
    @Test
    void removesTheNodesThatNoSuiteRefersToAndNoneThatOneWasMadeFrom() throws IOException {
        long bytes;
        try (Stream<Path> files = Files.walk(fixture.store().node(unneeded))) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }

        GarbageCollection.Found removed = collection().collect(Instant.MAX);

        assertThat(removed.garbage()).containsExactly(new Garbage(Kind.NODE, place(unneeded), bytes));
        assertThat(removed.bytes()).isEqualTo(bytes);
        assertThat(fixture.store().nodes()).hasSize(3).contains(samples, model).doesNotContain(unneeded);
        assertThat(StoreCheck.of(root).damages()).isEmpty();
        assertThat(collection().find(Instant.MAX).garbage()).isEmpty();
    }

    @Test
    void removesFailuresScratchFoldersAndLeftoversThatNobodyNeeds() throws Exception {
        String wanted = StoreFixture.address("wanted");
        String forgotten = StoreFixture.address("forgotten");
        fixture.suite("s", samples, wanted);
        for (String hash : List.of(wanted, forgotten, model)) {
            fixture.store().writeFailure(hash, "train", "because", root);
            Files.writeString(fixture.store().work(hash).resolve("step"), "7");
        }
        String dead = "attempts/driver-" + deadOwner();
        Files.createDirectories(root.resolve(dead));

        GarbageCollection.Found removed = collection().collect(Instant.MAX);

        assertThat(removed.garbage())
                .extracting(item -> item.kind() + " " + item.place())
                .containsExactlyInAnyOrder(
                        "NODE " + place(unneeded),
                        "FAILURE failed/" + forgotten + ".json",
                        "WORK work/" + forgotten,
                        "LEFTOVER failed/" + model + ".json",
                        "LEFTOVER work/" + model,
                        "LEFTOVER " + dead);
        assertThat(removed.incomplete()).containsExactly("s");
        assertThat(root.resolve("work/" + wanted + "/step")).hasContent("7");
        assertThat(fixture.store().failure(wanted)).isPresent();
        assertThat(root.resolve("attempts")).isEmptyDirectory();
    }

    @Test
    void keepsWhatIsYoung() throws IOException {
        Instant week = Instant.parse("2026-01-08T00:00:00Z");
        Path status = fixture.store().node(unneeded).resolve("STATUS");

        Files.setLastModifiedTime(status, FileTime.from(week.plusSeconds(1)));
        assertThat(collection().collect(week).garbage()).isEmpty();
        Files.setLastModifiedTime(status, FileTime.from(week.minusSeconds(1)));
        assertThat(collection().collect(week).garbage()).hasSize(1);
    }

    /** A process may count on nodes that no index names yet; so may one on another machine. */
    @Test
    void removesNoNodesWhileAnotherProcessWorksOnTheStore() throws Exception {
        Path living = fixture.store().privateFolder("run");
        Files.createDirectories(root.resolve("attempts/driver-" + deadOwner()));

        GarbageCollection.Found removed = collection().collect(Instant.MAX);

        assertThat(removed.garbage()).extracting(Garbage::kind).containsExactly(Kind.LEFTOVER);
        assertThat(removed.busy()).containsExactly("attempts/" + living.getFileName());
        assertThat(fixture.store().has(unneeded)).isTrue();
        fixture.store().discard(living);
        Files.createDirectories(root.resolve("attempts/driver-elsewhere-1-1700000000000-0"));
        assertThat(collection().find(Instant.MAX).garbage()).isEmpty();
    }

    /** What waits in a cluster's queue has no process yet and counts on the nodes that are there. */
    @Test
    void removesNoNodesWhileABatchIsQueued() throws IOException {
        Path batch = Files.createDirectories(root.resolve("batches/000001-0123456789ab"));
        Files.writeString(batch.resolve("batch.json"), "{}");

        assertThat(collection().collect(Instant.MAX).busy()).containsExactly("batches/000001-0123456789ab");
        assertThat(fixture.store().has(unneeded)).isTrue();
        Files.writeString(batch.resolve("closed"), "all done\n");
        assertThat(collection().collect(Instant.MAX).garbage()).hasSize(1);
    }

    /** A run that began before the nodes were out of sight may have counted on them. */
    @Test
    void givesNodesBackToWhomeverBeganInTheMeantime() throws IOException {
        String other = fixture.node("other");
        GarbageCollection.Found found = collection().find(Instant.MAX);
        Path own = fixture.store().privateFolder("gc");

        collection().hide(found, own);
        assertThat(fixture.store().has(unneeded)).isFalse();
        Path run = fixture.store().privateFolder("run");
        assertThat(collection().removeHidden(found, own)).isEmpty();
        collection().putBack(found, own);
        assertThat(fixture.store().has(unneeded)).isTrue();

        fixture.store().discard(run);
        collection().hide(found, own);
        fixture.suite("t", unneeded);
        assertThat(collection().removeHidden(found, own))
                .extracting(Garbage::place)
                .containsExactly(place(other));
        collection().putBack(found, own);
        assertThat(fixture.store().read(unneeded)).isPresent();
        assertThat(fixture.store().has(other)).isFalse();
    }

    @Test
    void leavesTheScratchFolderOfAProcessThatHoldsItsLock() throws IOException {
        Path work = fixture.store().work(StoreFixture.address("forgotten"));
        try (NodeLock held = NodeLock.tryAcquire(work).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(collection().collect(Instant.MAX).garbage())
                    .extracting(Garbage::kind)
                    .containsExactly(Kind.NODE);
        }
        assertThat(work).exists();
    }

    /** Killed after nodes were moved out of sight: they are as good as removed, and the rest is as it was. */
    @Test
    void aKilledCollectionLeavesAStoreInWhichAllIsWell() throws Exception {
        Path own = Files.createDirectories(root.resolve("attempts/gc-" + deadOwner()));
        Files.move(fixture.store().node(unneeded), own.resolve(unneeded));

        assertThat(StoreCheck.of(root).well()).isTrue();
        assertThat(collection().collect(Instant.MAX).garbage())
                .extracting(Garbage::kind)
                .containsExactly(Kind.LEFTOVER);
        assertThat(fixture.store().nodes()).hasSize(3);
        assertThat(root.resolve("attempts")).isEmptyDirectory();
    }

    /** Who cannot tell what is needed must not remove anything. */
    @Test
    void refusesToGuessWhereAnIndexOrASpecCannotBeRead() throws IOException {
        Path index = root.resolve("suites/s/index.json");
        String text = Files.readString(index);
        Files.writeString(index, "{");
        assertThatThrownBy(() -> collection().collect(Instant.MAX)).hasMessageStartingWith(index + ":1: ");
        Files.delete(index);
        assertThatThrownBy(() -> collection().collect(Instant.MAX)).hasMessageContaining("fsck --repair restores it");
        Files.writeString(index, text);
        Files.writeString(fixture.store().node(model).resolve("spec.json"), "{");
        assertThatThrownBy(() -> collection().collect(Instant.MAX)).hasMessageContaining("spec.json:1: ");

        assertThat(fixture.store().nodes()).hasSize(4);
        assertThat(root.resolve("attempts")).isEmptyDirectory();
    }
}
