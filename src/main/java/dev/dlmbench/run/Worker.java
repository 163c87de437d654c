package dev.dlmbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.DeviceFaultException;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.work.NodeWorks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side: reads a work order, computes its nodes in order and tells the driver about each.
 *
 * <p>It never outlives its driver: when the input ends, it halts at once, with all processes it started.
 */
public final class Worker {
    /** The exit code of a worker that was told to stop. */
    public static final int STOPPED = 130;

    /** The exit code of a worker whose driver died. */
    public static final int ORPHANED = 129;

    /** The exit code of a worker whose device does not compute what it should. */
    public static final int UNFIT = 75;

    /** The exit code of a process that ended because of the signal TERM. */
    public static final int TERMINATED = 128 + 15;

    /** How long a worker that is told to stop may take to leave a checkpoint. */
    static final long GRACE_MILLIS = 20_000;

    private static final long PROGRESS_NANOS = 100_000_000;

    private final NodeWorks works;
    private final Clock clock;
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream log;
    private final IntConsumer halt;
    private volatile boolean stopping;

    /**
     * Creates a worker.
     *
     * @param works how nodes are computed
     * @param clock for the time stamps in provenance
     * @param in the order, later perhaps the word to stop; its end means that the driver is gone
     * @param out for the events
     * @param log for everything else
     * @param halt ends the process at once with an exit code
     */
    public Worker(NodeWorks works, Clock clock, InputStream in, PrintStream out, PrintStream log, IntConsumer halt) {
        this.works = works;
        this.clock = clock;
        this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.out = out;
        this.log = log;
        this.halt = halt;
    }

    /** Does all that is ordered and returns the exit code. */
    public int run() throws IOException {
        String line = in.readLine();
        if (line == null) {
            return ORPHANED;
        }
        NodeOrder order = Wire.order(line);
        Thread worker = Thread.currentThread();
        Thread watch = new Thread(() -> watch(worker), "driver-watch");
        watch.setDaemon(true);
        watch.start();
        ResultStore store = ResultStore.open(Path.of(order.store()));
        NodeRunner runner = new NodeRunner(store, works, order, clock);
        for (NodeOrder.Item item : order.nodes()) {
            NodeSpec spec = SpecJson.parse(item.spec());
            if (!spec.inputs().stream().allMatch(store::has)) {
                emit(new WorkerEvent.Deferred(item.hash()));
            } else {
                int code = runOne(runner, item);
                if (code != 0) {
                    return code;
                }
            }
        }
        return 0;
    }

    /** Returns the exit code if the worker is to end, else 0. */
    @SuppressWarnings("CatchingUnchecked") // this is the isolator: one failed node must not lose the others
    private int runOne(NodeRunner runner, NodeOrder.Item item) throws IOException {
        long offset = runner.logged();
        emit(new WorkerEvent.Started(item.hash(), offset));
        try {
            double seconds = runner.run(item, new Throttle(item.hash()), offset);
            emit(new WorkerEvent.Committed(item.hash(), seconds));
        } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError trouble) {
            if (stopping || trouble instanceof InterruptedException) {
                return STOPPED;
            }
            StringWriter trace = new StringWriter();
            trouble.printStackTrace(new PrintWriter(trace, true));
            log.print(trace);
            log.flush();
            if (trouble instanceof DeviceFaultException) {
                return UNFIT;
            }
            emit(new WorkerEvent.Failed(item.hash(), reason(trouble), permanent(trouble)));
        }
        return stopping ? STOPPED : 0;
    }

    private static String reason(Throwable trouble) {
        String message = Optional.ofNullable(trouble.getMessage()).orElse("").replaceAll("\\s*\\R\\s*", "; ");
        String type = trouble.getClass().getSimpleName();
        if (message.isBlank()) {
            return type;
        }
        return trouble.getClass().getPackageName().startsWith("dev.dlmbench") ? message : type + ": " + message;
    }

    private static boolean permanent(Throwable trouble) {
        return trouble instanceof RuntimeException
                && !(trouble instanceof UncheckedIOException)
                && !(trouble instanceof InvalidSettingException);
    }

    private void watch(Thread worker) {
        try {
            if (Wire.STOP.equals(readLine())) {
                stopping = true;
                worker.interrupt();
                Thread.sleep(GRACE_MILLIS);
                end(STOPPED);
            } else {
                end(ORPHANED);
            }
        } catch (InterruptedException never) {
            end(ORPHANED);
        }
    }

    private @Nullable String readLine() {
        try {
            return in.readLine();
        } catch (IOException gone) {
            return null;
        }
    }

    private void end(int code) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        halt.accept(code);
    }

    private synchronized void emit(WorkerEvent event) throws IOException {
        out.println(Wire.line(event));
        out.flush();
    }

    /** Passes progress on, but not more often than a person can read. */
    private final class Throttle implements NodeRunner.ProgressSink {
        private final String hash;
        private String lastStage = "";
        private long last = System.nanoTime() - PROGRESS_NANOS;

        Throttle(String hash) {
            this.hash = hash;
        }

        @Override
        public void progress(String stage, long done, long total, String detail) {
            long now = System.nanoTime();
            if (stage.equals(lastStage) && now - last < PROGRESS_NANOS && done != total) {
                return;
            }
            lastStage = stage;
            last = now;
            try {
                emit(new WorkerEvent.Progress(hash, stage, done, total, detail));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
