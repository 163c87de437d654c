package dev.dlmbench.maintenance;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.NodeComparison;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes what one store lacks from another, in whole pieces: every node is compared with its checksums, copied aside,
 * compared again and committed as if it had been computed here.
 *
 * <p>Nodes come first and indexes last. A merge that was killed leaves a good store and can be repeated.
 */
public final class StoreMerge {
    private final ResultStore ours;
    private final ResultStore theirs;
    private final boolean replace;
    private final Merge merge = new Merge();

    private StoreMerge(ResultStore ours, ResultStore theirs, boolean replace) {
        this.ours = ours;
        this.theirs = theirs;
        this.replace = replace;
    }

    /**
     * Takes into {@code ours} what it lacks of {@code theirs}.
     *
     * @param replace whether the indexes of suites that differ are replaced
     * @throws InvalidSettingException if both are one store
     */
    public static Merge of(ResultStore ours, ResultStore theirs, boolean replace) throws IOException {
        if (!Files.isDirectory(theirs.root())) {
            throw new InvalidSettingException("there is no store at " + theirs.root());
        }
        if (Files.isDirectory(ours.root()) && Files.isSameFile(ours.root(), theirs.root())) {
            throw new InvalidSettingException("the store " + theirs.root() + " cannot be merged into itself");
        }
        return new StoreMerge(ours, theirs, replace).merge();
    }

    private Merge merge() throws IOException {
        Path presence = ours.privateFolder("merge"); // nodes that no index refers to yet are no garbage meanwhile
        try {
            for (String hash : theirs.nodes()) {
                node(hash);
            }
            for (String suite : theirs.suites()) {
                suite(suite);
            }
            failures();
            records(StoreFolders.BASELINES, Baseline.class);
            records(StoreFolders.CALIBRATIONS, Calibration.class);
            return merge;
        } finally {
            ours.discard(presence);
        }
    }

    private void node(String hash) throws IOException {
        Path node = theirs.node(hash);
        NodeCheck check = NodeCheck.of(theirs.root(), node, theirs.sealed());
        if (!check.usable()) {
            check.damages().forEach(damage -> merge.damage(theirs.root() + "/" + damage));
            return;
        }
        if (!ours.has(hash) && Files.exists(ours.node(hash))) {
            merge.damage(ours.node(hash) + ": half a node lies in its place; dlm fsck --repair moves it aside");
            return;
        }
        if (!ours.has(hash)) {
            try (Attempt attempt = ours.begin(hash)) {
                attempt.adopt(node);
                if (attempt.commit()) {
                    merge.addNode();
                    return;
                }
            }
        }
        compare(hash, node);
    }

    private void compare(String hash, Path node) throws IOException {
        NodeCheck own = NodeCheck.of(ours.root(), ours.node(hash), ours.sealed());
        if (!own.usable()) {
            own.damages().forEach(damage -> merge.damage(ours.root() + "/" + damage));
            return;
        }
        NodeComparison comparison = NodeComparison.of(ours.node(hash), node);
        if (comparison.same()) {
            merge.foundNode();
        }
        comparison.differences().forEach(difference -> merge.differ(ours.node(hash) + "/" + difference));
    }

    private void suite(String suite) throws IOException {
        String name = "suites/" + suite;
        SuiteIndex index;
        try {
            index = theirs.readIndex(suite).orElseThrow();
        } catch (IOException e) {
            merge.damage(String.valueOf(e.getMessage()));
            return;
        }
        Optional<SuiteIndex> own;
        try {
            own = ours.readIndex(suite);
        } catch (IOException e) {
            merge.damage(String.valueOf(e.getMessage()));
            return;
        }
        boolean samePoints = own.isPresent() && own.get().points().equals(index.points());
        if (own.isEmpty() || (replace && !samePoints)) {
            ours.writeIndex(index);
            merge.take(name);
        } else if (!samePoints) {
            merge.keep(name);
        }
    }

    private void failures() throws IOException {
        for (Path file : DurableFiles.list(theirs.root().resolve(StoreFolders.FAILED))) {
            String hash = file.getFileName().toString().replace(".json", "");
            if (ResultStore.isAddress(hash) && !ours.has(hash) && !theirs.has(hash)) {
                try {
                    Optional<Failure> failure = theirs.failure(hash);
                    if (failure.isPresent() && ours.failure(hash).isEmpty()) {
                        ours.write(failure.get());
                        merge.addFailure();
                    }
                } catch (IOException e) {
                    merge.damage(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void records(String place, Class<?> type) throws IOException {
        for (Path file : DurableFiles.list(theirs.root().resolve(place))) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".json") || DurableFiles.isPart(name)) {
                continue;
            }
            try {
                Json.read(file, type);
            } catch (IOException e) {
                merge.damage(String.valueOf(e.getMessage()));
                continue;
            }
            Path own = ours.root().resolve(place).resolve(name);
            if (!Files.exists(own)) {
                DurableFiles.write(own, Files.readAllBytes(file));
                merge.take(place + "/" + name);
            } else if (Files.mismatch(own, file) >= 0) {
                merge.keep(place + "/" + name);
            }
        }
    }
}
