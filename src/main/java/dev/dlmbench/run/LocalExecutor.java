package dev.dlmbench.run;

import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carries out a plan in worker processes on this machine. */
public final class LocalExecutor implements Executor {
    /** A little longer than a worker itself takes at most. */
    private static final long STOP_MILLIS = Worker.GRACE_MILLIS + 5000;

    private static final long WATCH_MILLIS = 500;

    private final ResultStore store;
    private final WorkerCommand command;
    private final Map<String, String> program;
    private final WorkerSlots workers;
    private final long stallSeconds;
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
    private volatile Optional<Schedule> current = Optional.empty();

    /**
     * Creates an executor.
     *
     * @param command starts a worker
     * @param program entries of every node's provenance, such as the program's revision
     * @param workers the processes side by side
     * @param stallSeconds a worker that gets nowhere for so long is given up; 0 for never
     */
    public LocalExecutor(
            ResultStore store,
            WorkerCommand command,
            Map<String, String> program,
            WorkerSlots workers,
            long stallSeconds) {
        this.store = store;
        this.command = command;
        this.program = new TreeMap<>(program);
        this.program.put(NodeOrder.WORKERS, Integer.toString(workers.count()));
        this.workers = workers;
        this.stallSeconds = stallSeconds;
    }

    /**
     * Computes what is missing, each node on its own: a failed one is recorded and only what depends on it is left out.
     *
     * @throws IOException if the store cannot be written
     */
    @Override
    public RunOutcome run(Plan plan, RunListener listener) throws IOException, InterruptedException {
        Path logs = store.privateFolder("driver");
        Schedule schedule = new Schedule(plan, listener);
        current = Optional.of(schedule);
        ExecutorService slots = Executors.newFixedThreadPool(workers.count());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int slot = 0; slot < workers.count(); slot++) {
                Slot worker = new Slot(slot, schedule, plan.texts(), listener, logs);
                ends.add(slots.submit(() -> {
                    worker.workUntilDone();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                await(end);
            }
            return schedule.outcome();
        } finally {
            stop();
            slots.shutdownNow();
            current = Optional.empty();
            store.discard(logs);
        }
    }

    /** Tells all workers to stop and waits until they have; {@link #run} then returns. */
    @Override
    public void stop() throws InterruptedException {
        current.ifPresent(Schedule::stop);
        alive.forEach(WorkerProcess::requestStop);
        for (WorkerProcess worker : alive) {
            worker.awaitEnd(STOP_MILLIS);
        }
    }

    @Override
    public String farewell() {
        return "Stopping, and keeping what is done so far; Ctrl-C again does not wait for that. Run the same command"
                + " again to go on from here.";
    }

    private static void await(Future<?> end) throws IOException, InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            if (e.getCause() instanceof UncheckedIOException trouble) {
                throw trouble.getCause();
            }
            throw new IllegalStateException("a worker's thread failed", e.getCause());
        }
    }

    /** One place for a worker process. */
    private final class Slot {
        private final int slot;
        private final Schedule schedule;
        private final Map<String, String> texts;
        private final RunListener listener;
        private final Path logs;
        private int started;

        Slot(int slot, Schedule schedule, Map<String, String> texts, RunListener listener, Path logs) {
            this.slot = slot;
            this.schedule = schedule;
            this.texts = texts;
            this.listener = listener;
            this.logs = logs;
        }

        void workUntilDone() throws IOException, InterruptedException {
            try {
                for (Optional<Assignment> next = schedule.take(); next.isPresent(); next = schedule.take()) {
                    work(next.get());
                }
            } finally {
                if (Thread.currentThread().isInterrupted()) {
                    schedule.stop();
                }
            }
        }

        /** Starts to watch over a worker, and ends it when it gets nowhere. */
        private Thread watch(WorkerProcess worker, WorkerSession session) {
            Thread watch = new Thread(
                    () -> {
                        try {
                            while (stallSeconds == 0 || session.idleSeconds() <= stallSeconds) {
                                Thread.sleep(WATCH_MILLIS);
                            }
                            session.stall();
                            worker.awaitEnd(0);
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "watch-" + slot);
            watch.setDaemon(true);
            watch.start();
            return watch;
        }

        private void work(Assignment assignment) throws IOException, InterruptedException {
            Path log = logs.resolve("worker-" + slot + "-" + started++ + ".log");
            WorkerSession session = new WorkerSession(slot, assignment, schedule, listener, store, log);
            try {
                WorkerProcess worker = new WorkerProcess(command.with(workers.environment(slot)), log);
                alive.add(worker);
                Thread watch = watch(worker, session);
                try {
                    if (schedule.stopped()) {
                        worker.requestStop();
                    }
                    NodeOrder order = NodeOrder.of(store.root(), log, program, texts, assignment.nodes());
                    int exitCode = worker.converse(order, session);
                    session.end(exitCode);
                    store.discardLeftovers();
                } finally {
                    watch.interrupt();
                    worker.awaitEnd(0);
                    alive.remove(worker);
                }
            } finally {
                schedule.release(assignment);
            }
        }
    }
}
