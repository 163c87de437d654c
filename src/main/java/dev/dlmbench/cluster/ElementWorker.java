package dev.dlmbench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.run.Wire;
import dev.dlmbench.run.Worker;
import dev.dlmbench.run.WorkerEvent;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.work.NodeWorks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The process of one element of a batch. It does what any {@link Worker} does, and since no driver listens, it shows in
 * files that it lives, what failed and how it ended.
 */
public final class ElementWorker {
    private static final int ROOM_TO_STOP = 100;
    private static final long HEARTBEAT_MILLIS = 5000;

    /** Longer than a worker takes to leave a checkpoint, and shorter than what clusters grant between TERM and KILL. */
    private static final long GRACE_MILLIS = 25_000;

    private final BatchFolder folder;
    private final int element;
    private final String machine;
    private final IntConsumer halt;
    private final PipedOutputStream orders = new PipedOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String doing = "starting";
    private volatile long lastEvent = System.nanoTime();

    /**
     * Creates a worker.
     *
     * @param machine where it runs
     * @param halt ends the process at once with an exit code
     */
    public ElementWorker(BatchFolder folder, int element, String machine, IntConsumer halt) {
        this.folder = folder;
        this.element = element;
        this.machine = machine;
        this.halt = halt;
    }

    /**
     * Computes what the element has to, and returns the exit code.
     *
     * @param log where the output goes that is for nobody in particular
     */
    public int run(NodeWorks works, Clock clock, PrintStream log) throws IOException {
        Batch batch = folder.batch();
        String line = folder.order(element);
        int cutShort = cutShort();
        AttemptFolder attempt = folder.begin(element, machine);
        try {
            if (cutShort >= batch.attempts()) {
                attempt.end(new WorkerEnd(
                        WorkerEnd.Kind.WORN_OUT,
                        "was begun " + cutShort + " times without coming to an end, last on " + machine));
                return 0;
            }
            Thread heart = new Thread(() -> beat(attempt, batch.stall(), log), "heartbeat");
            heart.setDaemon(true);
            heart.start();
            byte[] order = (line + "\n").getBytes(UTF_8);
            PipedInputStream in = new PipedInputStream(orders, order.length + ROOM_TO_STOP);
            orders.write(order);
            Worker worker = new Worker(
                    works,
                    clock,
                    in,
                    new PrintStream(new Events(Wire.order(line)), true, UTF_8),
                    log,
                    code -> end(attempt, code));
            int code = worker.run();
            attempt.end(said(code));
            return code == 0 ? 0 : Worker.TERMINATED;
        } finally {
            ended.countDown();
        }
    }

    /** Returns how many workers before this one ended without a word. */
    private int cutShort() throws IOException {
        int silent = 0;
        for (AttemptFolder earlier : folder.attempts(element)) {
            silent += earlier.end().isEmpty() ? 1 : 0;
        }
        return silent;
    }

    /** Tells the worker to stop, and waits until it has left what another one goes on from. */
    public void stop() throws InterruptedException {
        try {
            orders.write((Wire.STOP + "\n").getBytes(UTF_8));
            orders.flush();
        } catch (IOException notListening) {
            return;
        }
        if (!ended.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
            halt.accept(Worker.TERMINATED);
        }
    }

    private static WorkerEnd said(int code) {
        return switch (code) {
            case 0 -> new WorkerEnd(WorkerEnd.Kind.FINISHED, "");
            case Worker.UNFIT -> new WorkerEnd(WorkerEnd.Kind.UNFIT, "its device failed the self-test");
            default -> new WorkerEnd(WorkerEnd.Kind.INTERRUPTED, "was told to stop");
        };
    }

    private void end(AttemptFolder attempt, int code) {
        try {
            attempt.end(said(code));
        } catch (IOException unsaid) { // its silence will tell
            halt.accept(Worker.TERMINATED);
        }
        halt.accept(Worker.TERMINATED);
    }

    private void beat(AttemptFolder attempt, long stall, PrintStream log) {
        try {
            while (!ended.await(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                long idle = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lastEvent);
                boolean stalled = stall > 0 && idle > stall;
                try {
                    attempt.beat(doing);
                    if (stalled) {
                        attempt.end(new WorkerEnd(
                                WorkerEnd.Kind.STALLED, "got nowhere for " + idle + " s, last at: " + doing));
                    }
                } catch (IOException unwritten) { // the next one may get through
                    log.println("no sign of life can be left: " + unwritten.getMessage());
                }
                if (stalled) {
                    halt.accept(1);
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the worker tells, line by line; failures go to the store. */
    private final class Events extends OutputStream {
        private final NodeOrder order;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Events(NodeOrder order) {
            this.order = order;
        }

        @Override
        public synchronized void write(int one) {
            if (one == '\n') {
                String text = line.toString(UTF_8);
                line.reset();
                Wire.event(text).ifPresent(this::hear);
            } else {
                line.write(one);
            }
        }

        private void hear(WorkerEvent event) {
            lastEvent = System.nanoTime();
            if (event instanceof WorkerEvent.Started) {
                doing = title(event);
            } else if (event instanceof WorkerEvent.Progress way) {
                doing = title(event) + ": " + way.stage()
                        + (way.total() > 0 ? " " + way.done() + "/" + way.total() : "")
                        + (way.detail().isEmpty() ? "" : ", " + way.detail());
            } else if (event instanceof WorkerEvent.Failed failed) {
                record(failed);
            }
        }

        private String title(WorkerEvent event) {
            return kind(event.hash()) + " " + event.hash().substring(0, 12);
        }

        private String kind(String hash) {
            return order.nodes().stream()
                    .filter(item -> item.hash().equals(hash))
                    .map(NodeOrder.Item::kind)
                    .findFirst()
                    .orElse("node");
        }

        private void record(WorkerEvent.Failed failed) {
            try {
                ResultStore store = ResultStore.open(Path.of(order.store()));
                if (!store.has(failed.hash())) { // else another worker was faster
                    store.writeFailure(
                            failed.hash(),
                            kind(failed.hash()),
                            failed.reason(),
                            failed.permanent(),
                            folder.log(element));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
