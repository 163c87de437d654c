package dev.dlmbench.cli;

import dev.dlmbench.report.ReportWriter;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders a report when it is not there or older than what it shows.
 *
 * @param store what to show
 * @param reports where to
 */
record ReportStep(ResultStore store, Path reports) {

    /**
     * Returns the report's page, rendered anew if need be.
     *
     * @param changed whether it is known to be out of date
     */
    Path render(SuiteIndex index, boolean changed) throws IOException {
        Path page = reports.resolve(index.suite()).resolve("index.html");
        return changed || !fresh(page, index) ? ReportWriter.write(store, index.suite(), reports) : page;
    }

    private boolean fresh(Path page, SuiteIndex index) throws IOException {
        if (!Files.exists(page)) {
            return false;
        }
        FileTime rendered = Files.getLastModifiedTime(page);
        List<Path> inputs = new ArrayList<>();
        inputs.add(
                store.root().resolve(StoreFolders.SUITES).resolve(index.suite()).resolve("index.json"));
        index.points().stream()
                .flatMap(point -> point.seeds().stream())
                .map(SeedEntry::nodes)
                .flatMap(nodes -> nodes.values().stream())
                .distinct()
                .forEach(hash -> inputs.add(store.node(hash).resolve(NodeFiles.STATUS)));
        for (Path input : inputs) {
            if (Files.exists(input) && Files.getLastModifiedTime(input).compareTo(rendered) > 0) {
                return false;
            }
        }
        return true;
    }
}
