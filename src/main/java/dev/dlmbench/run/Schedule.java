package dev.dlmbench.run;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Job;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done, what has failed and what comes next, shared by the workers of a run.
 *
 * <p>Timings come last and alone: nothing else runs beside them.
 */
public final class Schedule {
    private static final int ATTEMPTS = 2;

    private final List<Job> jobs;
    private final RunListener listener;
    private final Set<Job> running = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, Integer> deaths = new HashMap<>();
    private final Map<Node, String> failed = new LinkedHashMap<>();
    private final Map<Node, String> skipped = new LinkedHashMap<>();
    private boolean alone;
    private boolean stopped;
    private int computed;

    Schedule(Plan plan, RunListener listener) {
        this.jobs = plan.jobs();
        this.listener = listener;
        for (Node node : plan.nodes()) {
            NodeStatus status = plan.status(node.hash());
            if (status.state() == State.CACHED) {
                done.add(node.hash());
            } else if (status.state() == State.FAILED) {
                failed.put(node, "failed before: " + status.why());
            }
        }
        skipDependents();
    }

    /** Waits for something to do; nothing means that there will be nothing any more. */
    synchronized Optional<Assignment> take() throws InterruptedException {
        while (!stopped && !open().isEmpty()) {
            Optional<Assignment> next = next();
            if (next.isPresent()) {
                running.add(next.get().job());
                return next;
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<Assignment> next() {
        if (alone) {
            return Optional.empty();
        }
        boolean onlyTimings = open().stream().allMatch(node -> node.kind() == NodeKind.LATENCY);
        if (onlyTimings && !running.isEmpty()) {
            return Optional.empty();
        }
        for (Job job : jobs) {
            List<Node> nodes = job.nodes().stream()
                    .filter(this::isOpen)
                    .filter(node -> onlyTimings || node.kind() != NodeKind.LATENCY)
                    .toList();
            if (!running.contains(job)
                    && nodes.stream()
                            .anyMatch(node -> done.containsAll(node.spec().inputs()))) {
                alone = onlyTimings;
                return Optional.of(new Assignment(job, nodes));
            }
        }
        return Optional.empty();
    }

    /** Notes that a worker process is no more. */
    synchronized void release(Assignment assignment) {
        running.remove(assignment.job());
        alone = false;
        notifyAll();
    }

    /** Notes that a node is in the store. */
    synchronized void done(int slot, Node node, double seconds) {
        if (done.add(node.hash())) {
            computed++;
            listener.finished(slot, node, seconds);
        }
        notifyAll();
    }

    /** Notes that a node has failed, and gives up what depends on it. */
    synchronized void fail(int slot, Node node, String reason) {
        failed.put(node, reason);
        listener.failed(slot, node, reason);
        skipDependents();
        notifyAll();
    }

    /** Notes that a worker died over a node and returns whether it is to be tried again. */
    synchronized boolean retry(int slot, Node node, String reason) {
        boolean again = deaths.merge(node.hash(), 1, Integer::sum) < ATTEMPTS;
        if (again) {
            listener.retried(slot, node, reason);
        }
        return again;
    }

    /** Returns whether nothing is known yet about how a node ends. */
    synchronized boolean isOpen(Node node) {
        return !done.contains(node.hash()) && !failed.containsKey(node) && !skipped.containsKey(node);
    }

    /** Lets no new worker start. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean stopped() {
        return stopped;
    }

    synchronized RunOutcome outcome() {
        return new RunOutcome(computed, failed, skipped, stopped);
    }

    private List<Node> open() {
        return jobs.stream()
                .flatMap(job -> job.nodes().stream())
                .filter(this::isOpen)
                .toList();
    }

    private void skipDependents() {
        Map<String, Node> lost = new HashMap<>();
        failed.keySet().forEach(node -> lost.put(node.hash(), node));
        skipped.keySet().forEach(node -> lost.put(node.hash(), node));
        List<Node> open = new ArrayList<>(open());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : open) {
                Optional<Node> cause = node.spec().inputs().stream()
                        .filter(lost::containsKey)
                        .map(lost::get)
                        .findFirst();
                if (cause.isPresent() && isOpen(node)) {
                    String how = failed.containsKey(cause.get()) ? " failed" : " was skipped";
                    String reason = "skipped because " + cause.get().title() + how;
                    skipped.put(node, reason);
                    lost.put(node.hash(), node);
                    listener.skipped(node, reason);
                    changed = true;
                }
            }
        }
    }
}
