package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store says which format it has, and is never taken for another. */
class StoreFormatTest {
    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private Path format = Path.of("");

    @BeforeEach
    void choosePlaces() {
        root = folder.resolve("results");
        format = root.resolve("FORMAT");
    }

    @Test
    void openingWritesNothing() throws IOException {
        ResultStore store = ResultStore.open(root);

        assertThat(store.nodes()).isEmpty();
        assertThat(store.readIndex("s")).isEmpty();
        assertThat(root).doesNotExist();
    }

    /** Whatever is written first, the format was written before. */
    @ParameterizedTest
    @ValueSource(strings = {"attempt", "work", "failure", "index", "baseline"})
    void whateverIsWrittenFirstTheFormatIsThere(String first) throws IOException {
        ResultStore store = ResultStore.open(root);
        String hash = StoreFixture.address("a");
        switch (first) {
            case "attempt" -> store.begin(hash);
            case "work" -> store.work(hash);
            case "failure" -> store.writeFailure(hash, "train", "because", root);
            case "index" -> new StoreFixture(root).suite("s");
            default -> new Baselines(store).write("b", new Baseline("s", "now", "unknown", List.of()));
        }

        assertThat(format).hasContent("dlm-bench results 2\n");
    }

    /** The folder of a fresh checkout holds files already, but no nodes. */
    @Test
    void aFolderWithoutNodesBecomesAStoreOfTheCurrentFormat() throws IOException {
        Files.createDirectories(root.resolve("baselines"));
        Files.createDirectories(root.resolve("nodes"));
        new StoreFixture(root).node("a");

        assertThat(StoreFormat.read(root)).isEqualTo(StoreFormat.CURRENT);
    }

    @Test
    void writingIntoAnOldStoreLeavesItsFormat() throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        String old = fixture.node("old");
        fixture.age();
        String sealed = new StoreFixture(root).node("new");

        assertThat(format).doesNotExist();
        ResultStore store = ResultStore.open(root);
        assertThat(store.read(old).orElseThrow().checksummed()).isFalse();
        assertThat(store.read(sealed).orElseThrow().checksummed()).isTrue();
    }

    @Test
    void readsAnOldStoreInFullWithoutWritingToIt() throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        String hash = fixture.node("a");
        SuiteIndex index = fixture.suite("s", hash);
        ResultStore old = fixture.age();
        assertThat(Files.readString(root.resolve("suites/s/index.json"))).doesNotContain("commentary", "claims");
        Map<String, String> before = StoreFixture.content(root);

        assertThat(old.read(hash).orElseThrow().measurements()).hasSize(2);
        assertThat(old.readIndex("s")).contains(index);
        assertThat(StoreFixture.content(root)).isEqualTo(before);
    }

    /** In the current format a status without a digest is a torn one, not one from before there were digests. */
    @ParameterizedTest
    @ValueSource(strings = {"", "complete\n", "complete ", "complete 0123", "garbage"})
    void noticesATornStatus(String status) throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        String hash = fixture.node("a");
        Path file = fixture.store().node(hash).resolve("STATUS");
        Files.writeString(file, status);

        assertThatThrownBy(() -> ResultStore.open(root).read(hash))
                .isInstanceOf(DamagedNodeException.class)
                .hasMessage(file + ": changed since it was written");
    }

    @Test
    void refusesALaterFormatAndTouchesNothing() throws IOException {
        new StoreFixture(root).node("a");
        Files.writeString(format, "dlm-bench results 3\n");
        Map<String, String> before = StoreFixture.content(root);

        assertThatThrownBy(() -> ResultStore.open(root))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(format + ": the store has format 3, and this program knows 1 to 2; use the version of"
                        + " dlm-bench that wrote it, or a later one");
        assertThat(StoreFixture.content(root)).isEqualTo(before);
    }

    /** Another process may have begun a store of a later format since this one was opened. */
    @Test
    void refusesToWriteWhereALaterFormatHasAppearedMeanwhile() throws IOException {
        ResultStore store = ResultStore.open(root);
        Files.createDirectories(root);
        Files.writeString(format, "dlm-bench results 3\n");

        assertThatThrownBy(() -> store.begin(StoreFixture.address("a"))).isInstanceOf(InvalidSettingException.class);
        assertThat(root.resolve("attempts")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dlm-bench", "dlm-bench results 2", "dlm-bench results 0\n", "dlm-bench results 2\n\n"})
    void refusesAFormatThatCannotBeRead(String text) throws IOException {
        new StoreFixture(root).node("a");
        Files.writeString(format, text);

        assertThatThrownBy(() -> ResultStore.open(root))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(format + ": does not name the format of a store");
    }
}
