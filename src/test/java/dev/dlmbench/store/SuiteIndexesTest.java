package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteIndexesTest {
    @TempDir
    private Path root;

    @Test
    void writesEveryIndexTwice() throws IOException {
        new StoreFixture(root).suite("s", StoreFixture.address("a"));

        assertThat(root.resolve("suites/s/index.copy.json"))
                .hasSameBinaryContentAs(root.resolve("suites/s/index.json"));
    }

    @Test
    void saysWhereACopyCanRestoreIt() throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        fixture.suite("s");
        Path file = root.resolve("suites/s/index.json");
        Files.writeString(file, "{");

        assertThatThrownBy(() -> fixture.store().readIndex("s"))
                .hasMessageStartingWith(file + ":1: ")
                .hasMessageEndingWith(" (dlm fsck --repair restores it from its copy)");

        Files.delete(root.resolve("suites/s/index.copy.json"));
        assertThatThrownBy(() -> fixture.store().readIndex("s")).hasMessageNotContaining("fsck");
    }

    @Test
    void noticesTheIndexOfAnotherSuite() throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        fixture.suite("s");
        fixture.suite("t");
        Files.copy(
                root.resolve("suites/t/index.json"),
                Files.createDirectory(root.resolve("suites/u")).resolve("index.json"));

        assertThatThrownBy(() -> fixture.store().readIndex("u"))
                .hasMessage(root.resolve("suites/u/index.json") + ": is of the suite 't'");
    }
}
