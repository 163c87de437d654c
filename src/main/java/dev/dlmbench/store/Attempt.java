package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A private folder that becomes a node in one instant, or leaves nothing. */
public final class Attempt implements AutoCloseable {
    private final ResultStore store;
    private final String hash;
    private final Path folder;

    /** Whether the folder is no longer this attempt's: another one may already have a folder of the same name. */
    private boolean gone;

    Attempt(ResultStore store, String hash, Path folder) {
        this.store = store;
        this.hash = hash;
        this.folder = folder;
    }

    /** Returns the folder to write the node's files into. */
    public Path folder() {
        return folder;
    }

    /** Writes what determines the node's output. */
    public void writeSpec(JsonNode spec) throws IOException {
        Files.write(folder.resolve(NodeFiles.SPEC), Json.pretty(spec));
    }

    /** Writes what determines the node's output, given as the canonical JSON that its address was computed from. */
    public void writeSpec(String canonical) throws IOException {
        Json.parse(canonical, JsonNode.class, Path.of(NodeFiles.SPEC), 1);
        Files.writeString(folder.resolve(NodeFiles.SPEC), canonical + "\n");
    }

    /** Writes one line for each measurement. */
    public void writeMeasurements(List<Measurement> measurements) throws IOException {
        JsonLines.write(
                folder.resolve(NodeFiles.MEASUREMENTS),
                measurements.stream().map(MeasurementLine::of).toList());
    }

    /** Writes where, when and with what the node was computed; what is null is recorded as unknown. */
    public void writeProvenance(Map<String, ?> provenance) throws IOException {
        Map<String, Object> known = new TreeMap<>();
        provenance.forEach((key, value) -> known.put(key, value == null ? "unknown" : value));
        Files.write(folder.resolve(NodeFiles.PROVENANCE), Json.pretty(known));
    }

    /**
     * Copies the files of a node that lies elsewhere; those that it does not list are left out.
     *
     * @throws DamagedNodeException if what arrived is not what was listed there, or was there before
     */
    public void adopt(Path node) throws IOException {
        Map<String, String> listed = Checksums.listed(node, false);
        Map<String, String> expected = listed.isEmpty() ? Checksums.digests(node) : listed;
        for (String name : expected.keySet()) {
            Path copy = folder.resolve(name);
            Files.createDirectories(DurableFiles.parent(copy));
            Files.copy(node.resolve(name), copy);
        }
        if (!Checksums.digests(folder).equals(expected)) {
            throw new DamagedNodeException(node, "changed while it was copied");
        }
    }

    /**
     * Makes the folder a node: everything is forced to disk, then moved in one step.
     *
     * @return false if another process has committed the same node first; its files stay as they are
     * @throws IOException also if that process came to other results, which a node's address says cannot be; both
     *     folders are kept
     * @throws IllegalStateException if the spec, the measurements or the provenance were not written
     */
    @CheckReturnValue
    public boolean commit() throws IOException {
        for (String name : List.of(NodeFiles.SPEC, NodeFiles.MEASUREMENTS, NodeFiles.PROVENANCE)) {
            if (!Files.exists(folder.resolve(name))) {
                throw new IllegalStateException(name + " of node " + hash + " was not written");
            }
        }
        String complete = Checksums.write(folder);
        DurableFiles.syncTree(folder);
        Path status = folder.resolve(NodeFiles.STATUS);
        Files.writeString(status, complete);
        DurableFiles.sync(status);
        DurableFiles.sync(folder);
        boolean first = moveTo(store.node(hash));
        store.clearFailure(hash);
        if (!first) {
            compareWithFirst();
        }
        return first;
    }

    private void compareWithFirst() throws IOException {
        NodeComparison comparison = NodeComparison.of(store.node(hash), folder);
        if (!comparison.same()) {
            Path kept = store.own(StoreFolders.DIFFERING).resolve(folder.getFileName());
            Files.createDirectories(DurableFiles.parent(kept));
            Files.move(folder, kept, StandardCopyOption.ATOMIC_MOVE);
            gone = true;
            throw new IOException("node " + hash + " came out differently when it was computed twice at once: "
                    + comparison.differences().get(0) + "; the first stays in the store, the second is in " + kept);
        }
    }

    private boolean moveTo(Path target) throws IOException {
        Path parent = store.own(StoreFolders.NODES, hash.substring(0, 2));
        Files.createDirectories(parent);
        if (store.has(hash)) {
            return false;
        }
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            gone = true;
        } catch (FileSystemException e) {
            if (store.has(hash)) {
                return false;
            }
            throw e;
        }
        DurableFiles.sync(parent);
        DurableFiles.sync(DurableFiles.parent(parent));
        return true;
    }

    /** Deletes what was not committed. */
    @Override
    public void close() throws IOException {
        if (!gone) {
            DurableFiles.deleteTree(folder);
            gone = true;
        }
    }
}
