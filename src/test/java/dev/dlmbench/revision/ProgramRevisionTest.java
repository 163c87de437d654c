package dev.dlmbench.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git says of the program's sources. */
class ProgramRevisionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void commit() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("reports"));
        Files.writeString(folder.resolve("reports/page.html"), "old");
        Files.writeString(folder.resolve("source.txt"), "old");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first");
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aChangedSourceIsNotTheCommit() throws IOException, InterruptedException {
        assertThat(ProgramRevision.of(folder)).containsEntry("dirty", "false").containsKey("commit");

        Files.writeString(folder.resolve("source.txt"), "new");

        assertThat(ProgramRevision.of(folder)).containsEntry("dirty", "true");
    }

    @Test
    void aReportThatIsRenderedAnewIsNoChangeOfTheProgram() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("reports/page.html"), "new");

        assertThat(ProgramRevision.of(folder)).containsEntry("dirty", "false");
    }

    @Test
    void nothingIsKnownWithoutARepository(@TempDir Path elsewhere) throws InterruptedException {
        assertThat(ProgramRevision.of(elsewhere)).isEqualTo(Map.of());
    }
}
