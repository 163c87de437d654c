package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite as large as they get. */
@Tag("slow")
class LargeReportTest {
    private static final long LARGEST = 6_000_000;

    @Test
    void holdsTwoHundredPointsAndEveryChartInSixMegabytes(@TempDir Path root) throws IOException {
        ResultStore store = FixtureStore.fillLarge(root.resolve("results"));
        assertThat(store.nodes()).hasSizeGreaterThan(1_000);

        Path page = ReportWriter.write(store, FixtureStore.SUITE, root.resolve("reports"));

        assertThat(page).content().contains("200 of 200 points complete");
        assertThat(Files.size(page)).isLessThan(LARGEST);
    }
}
