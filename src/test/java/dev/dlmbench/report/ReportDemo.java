package dev.dlmbench.report;

import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the report of the fixture to {@code target/demo}, to look at. */
final class ReportDemo {
    private ReportDemo() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        Path out = Files.createDirectories(Path.of("target", "demo"));
        ResultStore store = FixtureStore.fill(out.resolve("results"));
        ReportWriter.write(store, FixtureStore.SUITE, out.resolve("reports"));
    }
}
