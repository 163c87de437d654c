package dev.dlmbench.run;

import dev.dlmbench.plan.Node;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the driver makes of one worker's events and of its end. */
final class WorkerSession implements Consumer<WorkerEvent> {
    private static final long SIGNAL_RACE_MILLIS = 300;
    private static final int INTERRUPTED = 128 + 2;

    private final int slot;
    private final Assignment assignment;
    private final Schedule schedule;
    private final RunListener listener;
    private final ResultStore store;
    private final Path log;
    private final Map<String, Node> nodes = new HashMap<>();
    private @Nullable Node current;
    private long offset;
    private boolean moved;
    private volatile long heard = System.nanoTime();
    private volatile long stalledSeconds;

    WorkerSession(
            int slot, Assignment assignment, Schedule schedule, RunListener listener, ResultStore store, Path log) {
        this.slot = slot;
        this.assignment = assignment;
        this.schedule = schedule;
        this.listener = listener;
        this.store = store;
        this.log = log;
        assignment.nodes().forEach(node -> nodes.put(node.hash(), node));
    }

    @Override
    public void accept(WorkerEvent event) {
        heard = System.nanoTime();
        Node node = Optional.ofNullable(nodes.get(event.hash())).orElseThrow();
        if (event instanceof WorkerEvent.Started begun) {
            current = node;
            offset = begun.offset();
            listener.started(slot, node);
        } else if (event instanceof WorkerEvent.Progress way) {
            listener.progress(slot, node, way.stage(), way.done(), way.total(), way.detail());
        } else if (event instanceof WorkerEvent.Committed end) {
            current = null;
            moved = true;
            schedule.done(slot, node, end.seconds());
        } else if (event instanceof WorkerEvent.Failed end) {
            current = null;
            moved = true;
            record(node, end.reason(), end.permanent());
        }
    }

    /** Returns for how long the worker has not said anything. */
    long idleSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - heard);
    }

    /** Notes that the worker is ended because it got nowhere. */
    void stall() {
        stalledSeconds = Math.max(1, idleSeconds());
    }

    /** Draws the conclusions from the worker's end. */
    void end(int exitCode) throws InterruptedException {
        if ((exitCode == INTERRUPTED || exitCode == Worker.TERMINATED) && !schedule.stopped()) {
            Thread.sleep(SIGNAL_RACE_MILLIS); // the same signal may be on its way to this process
        }
        if (schedule.stopped() || (exitCode == 0 && moved)) {
            return;
        }
        Optional<Node> unfinished = Optional.ofNullable(current)
                .or(() -> assignment.nodes().stream().filter(schedule::isOpen).findFirst());
        if (unfinished.isEmpty()) {
            return;
        }
        Node node = unfinished.get();
        String reason = exitCode == 0 ? "worker ended without a result" : WorkerProcess.death(exitCode);
        if (stalledSeconds > 0) {
            reason = "got nowhere for " + stalledSeconds + " s and was stopped";
        }
        if (store.has(node.hash())) {
            schedule.done(slot, node, 0);
        } else if (!schedule.retry(slot, node, reason)) {
            record(node, reason, false);
        }
    }

    private void record(Node node, String reason, boolean permanent) {
        try {
            store.writeFailure(node.hash(), node.kind().id(), reason, permanent, ownPartOfLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schedule.fail(slot, node, reason);
    }

    private Path ownPartOfLog() throws IOException {
        Path part = log.resolveSibling(log.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(log).position(offset);
                InputStream in = Channels.newInputStream(channel)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DurableFiles.naming(part, e);
        }
        return part;
    }
}
