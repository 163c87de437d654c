package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in a folder of reports, which may have come from somebody else, lead no writing astray. */
class LinkedReportTest {
    @TempDir
    Path scratch;

    private Path victim = Path.of("nowhere");
    private Path reports = Path.of("nowhere");
    private ResultStore store = ResultStore.open(Path.of("nowhere"));

    @BeforeEach
    void fill() throws IOException {
        store = HostileStore.fill(scratch.resolve("results"), List.of("one", "two"));
        victim = Files.writeString(
                Files.createDirectories(scratch.resolve("outside")).resolve("file"), "mine");
        reports = Files.createDirectories(scratch.resolve("reports"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hostile/index.html", "hostile/tables/main.csv", "hostile/charts/nll-blocksize.svg", "index.html"
            })
    void aFileIsNotWrittenThroughALink(String name) throws IOException {
        Path link = reports.resolve(name);
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, victim);

        try {
            ReportWriter.write(store, HostileStore.SUITE, reports);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining(link.toString());
        }
        assertThat(victim).hasContent("mine");
    }

    @Test
    void aReportIsNotWrittenThroughALink() throws IOException {
        Files.createSymbolicLink(reports.resolve("hostile"), victim.resolveSibling(""));

        assertThatThrownBy(() -> ReportWriter.write(store, HostileStore.SUITE, reports))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hostile: is a link");
        assertThat(victim.resolveSibling("index.html")).doesNotExist();
    }
}
