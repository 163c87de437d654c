package dev.dlmbench.run;

import dev.dlmbench.base.Machine;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeLock;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.work.NodeWorks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Computes nodes one by one and commits each on its own. */
final class NodeRunner {
    private static final long PATIENCE_MILLIS = 200;
    private static final long TELL_EVERY = 50;

    /** Entries that every node's provenance has, even if nobody knows their value. */
    private static final List<String> ASKED =
            List.of("commit", "dirty", "djl", "pytorch", "device", "precision", "threads", NodeOrder.WORKERS);

    private final ResultStore store;
    private final NodeWorks works;
    private final NodeOrder order;
    private final Clock clock;

    NodeRunner(ResultStore store, NodeWorks works, NodeOrder order, Clock clock) {
        this.store = store;
        this.works = works;
        this.order = order;
        this.clock = clock;
    }

    /** Returns how much the worker has written to its log so far, in bytes. */
    long logged() throws IOException {
        Path log = Path.of(order.log());
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /**
     * Computes a node unless it is there, waiting while another process computes it.
     *
     * @param offset where the node's part of the log begins
     * @return the seconds it took
     */
    @SuppressWarnings("try") // the lock is held, not used
    double run(NodeOrder.Item item, ProgressSink progress, long offset) throws IOException, InterruptedException {
        double seconds = 0;
        long waited = 0;
        while (!store.has(item.hash())) {
            Optional<NodeLock> acquired = NodeLock.tryAcquire(store.work(item.hash()));
            if (acquired.isPresent()) {
                try (NodeLock held = acquired.get()) {
                    seconds = store.has(item.hash()) ? 0 : compute(item, progress, offset);
                }
            } else {
                if (waited++ % TELL_EVERY == 0) {
                    progress.progress("waiting for another process that computes this", 0, 0, "");
                }
                Thread.sleep(PATIENCE_MILLIS);
            }
        }
        store.discardWork(item.hash());
        return seconds;
    }

    private double compute(NodeOrder.Item item, ProgressSink progress, long offset)
            throws IOException, InterruptedException {
        NodeSpec spec = SpecJson.parse(item.spec());
        Map<String, Object> provenance = new TreeMap<>();
        ASKED.forEach(key -> provenance.put(key, NodeOrder.UNKNOWN));
        provenance.putAll(Machine.facts());
        provenance.putAll(order.program());
        provenance.put("kind", spec.kind().id());
        provenance.putAll(UserFiles.written(spec));
        provenance.put("start", clock.instant().toString());
        try (Attempt attempt = store.begin(item.hash())) {
            long began = System.nanoTime();
            AttemptPlace place =
                    new AttemptPlace(store, item.hash(), attempt.folder(), order.texts(), provenance, progress);
            List<Measurement> measurements = works.of(spec.kind()).run(spec, place);
            double seconds = Math.round((System.nanoTime() - began) / 1e6) / 1e3;
            provenance.put("seconds", seconds);
            attempt.writeSpec(SpecJson.canonical(spec));
            attempt.writeMeasurements(measurements);
            attempt.writeProvenance(provenance);
            copyLog(offset, attempt.folder().resolve(NodeFiles.LOG));
            return attempt.commit() ? seconds : 0;
        }
    }

    private void copyLog(long offset, Path target) throws IOException {
        Path log = Path.of(order.log());
        try (OutputStream out = Files.newOutputStream(target)) {
            if (Files.exists(log)) {
                try (FileChannel channel = FileChannel.open(log).position(offset);
                        InputStream in = Channels.newInputStream(channel)) {
                    in.transferTo(out);
                }
            }
        }
    }

    /** Where a node's progress goes. */
    @FunctionalInterface
    interface ProgressSink {
        void progress(String stage, long done, long total, String detail);
    }
}
