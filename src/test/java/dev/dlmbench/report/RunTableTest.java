package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report tells of decoding that was timed. */
class RunTableTest {
    @TempDir
    private Path folder;

    /** All was timed on one machine; models and their blocks differ. */
    @Test
    void whatAllHaveInCommonIsSaidOnce() throws IOException {
        ResultStore store = FixtureStore.fillSmall(folder);
        RunTable table = RunTable.of(
                SuiteResults.read(store, store.readIndex(FixtureStore.SUITE).orElseThrow()));
        assertThat(table.shared())
                .containsEntry("device", "cpu, processor Imaginary CPU 9000, threads: 2")
                .containsEntry("dtype", "float32")
                .doesNotContainKeys("checkpoint", "protocol");
        assertThat(table.names()).containsExactly("checkpoint", "protocol");
        assertThat(table.rows()).hasSize(2 * 3).allSatisfy(row -> assertThat(row.cells())
                .hasSize(2));
        assertThat(table.rows().get(0).point()).isEqualTo("ar");
        assertThat(table.rows().get(0).cells().get(1))
                .startsWith("sequences of ")
                .contains("one token after another");
    }
}
