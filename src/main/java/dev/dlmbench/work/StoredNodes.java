package dev.dlmbench.work;

import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Nodes that are there already, and nobody who wants to hear of any progress. */
public record StoredNodes(ResultStore store, Map<String, String> texts) implements WorkerContext {
    @Override
    public Path folder() {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public Path scratch() {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public Path input(String hash) {
        return store.node(hash);
    }

    @Override
    public NodeSpec spec(String hash) {
        try {
            NodeRecord record = store.read(hash).orElseThrow();
            return UserFiles.found(SpecJson.parse(record.spec()), texts);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(store.node(hash) + ": " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Measurement> measurements(String hash) throws IOException {
        return store.read(hash).orElseThrow().measurements();
    }

    @Override
    public void progress(String stage, long done, long total, String detail) {}

    @Override
    public void provenance(String key, String value) {}

    @Override
    public String provenance(String key) {
        return NodeOrder.UNKNOWN;
    }
}
