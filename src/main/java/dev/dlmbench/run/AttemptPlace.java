package dev.dlmbench.run;

import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.NodeRunner.ProgressSink;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.work.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The workplace of one attempt. */
final class AttemptPlace implements WorkerContext {
    private final ResultStore store;
    private final String hash;
    private final Path folder;
    private final Map<String, String> texts;
    private final Map<String, Object> provenance;
    private final ProgressSink progress;

    AttemptPlace(
            ResultStore store,
            String hash,
            Path folder,
            Map<String, String> texts,
            Map<String, Object> provenance,
            ProgressSink progress) {
        this.store = store;
        this.hash = hash;
        this.folder = folder;
        this.texts = texts;
        this.provenance = provenance;
        this.progress = progress;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path scratch() {
        try {
            return store.work(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path input(String input) {
        return store.node(input);
    }

    @Override
    public NodeSpec spec(String input) throws IOException {
        return UserFiles.found(SpecJson.parse(record(input).spec()), texts);
    }

    @Override
    public List<Measurement> measurements(String input) throws IOException {
        return record(input).measurements();
    }

    private NodeRecord record(String input) throws IOException {
        return store.read(input).orElseThrow(() -> new IOException("node " + input + " is not in the store"));
    }

    @Override
    public void progress(String stage, long done, long total, String detail) {
        progress.progress(stage, done, total, detail);
    }

    @Override
    public void provenance(String key, String value) {
        provenance.put(key, value);
    }

    @Override
    public String provenance(String key) {
        return String.valueOf(provenance.getOrDefault(key, NodeOrder.UNKNOWN));
    }
}
