package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.results.Failure;
import dev.dlmbench.run.Executor;
import dev.dlmbench.run.RunListener;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Carries out a plan as job arrays of a cluster. It keeps nothing in memory that counts: whatever process asks next
 * finds the same batches in the store, and the jobs go on without any.
 */
public final class ClusterExecutor implements Executor {
    private final ResultStore store;
    private final Cluster cluster;
    private final ExecutorSpec spec;
    private final WorkerLaunch launch;
    private final Consumer<String> tell;
    private final BatchStore batches;
    private volatile boolean stopped;

    /**
     * Creates an executor.
     *
     * @param launch how a worker is started
     * @param tell hears of the queue, in lines for people
     */
    public ClusterExecutor(
            ResultStore store, Cluster cluster, ExecutorSpec spec, WorkerLaunch launch, Consumer<String> tell) {
        this.store = store;
        this.cluster = cluster;
        this.spec = spec;
        this.launch = launch;
        this.tell = tell;
        this.batches = new BatchStore(store);
    }

    /**
     * Queues what is missing and nobody has queued yet, and returns without waiting.
     *
     * @return how many elements were queued
     * @throws UnavailableException if the cluster does not answer; another call goes on
     * @throws RefusedException if it does not take them
     */
    public int submit(Plan plan) throws IOException, UnavailableException, RefusedException, InterruptedException {
        Rounds.Found found = new Rounds(store, batches, cluster).look();
        if (!found.trouble().isEmpty()) {
            throw new UnavailableException(found.trouble());
        }
        for (Node node : plan.nodes(State.NEW)) {
            Optional<Failure> failure = store.failure(node.hash());
            if (failure.isPresent()) {
                store.clearFailure(node.hash()); // the plan counts it as new: it is to be tried again
            }
        }
        return queue(plan, true);
    }

    private int queue(Plan plan, boolean evenCancelled)
            throws IOException, UnavailableException, RefusedException, InterruptedException {
        handOver();
        Submission submission = new Submission(store, spec, launch, BatchHistory.of(batches.all()), evenCancelled);
        submission.sort(plan);
        List<String> names = new ArrayList<>();
        int elements = 0;
        int most = submission.stages().isEmpty() ? 1 : cluster.mostElements();
        for (int stage : submission.stages()) {
            List<String> added = new ArrayList<>();
            for (Submission.Draft draft : submission.drafts(plan.index().suite(), stage, names, most)) {
                added.add(submit(draft).name());
                elements += draft.orders().size();
            }
            names.addAll(added);
        }
        return elements;
    }

    /** Submits what a driver has written down and then perhaps not lived, or not been allowed, to submit. */
    private void handOver() throws IOException, UnavailableException, RefusedException, InterruptedException {
        FileTime now = batches.now();
        Duration grace = Duration.ofSeconds(spec.site().grace()); // who wrote it may be about to submit it
        for (BatchFolder folder : batches.all()) {
            if (folder.closed() || folder.job().isPresent() || !cluster.holds(folder.batch())) {
                continue;
            }
            boolean late = Duration.between(folder.begun().toInstant(), now.toInstant())
                            .abs()
                            .compareTo(grace)
                    > 0;
            if (late && folder.concluded(0).isEmpty()) {
                handOver(folder);
            }
        }
    }

    private void handOver(BatchFolder folder)
            throws IOException, UnavailableException, RefusedException, InterruptedException {
        try {
            cluster.submit(folder);
        } catch (RefusedException refused) {
            folder.withdraw();
            throw refused;
        }
    }

    private BatchFolder submit(Submission.Draft draft)
            throws IOException, UnavailableException, RefusedException, InterruptedException {
        BatchFolder folder = batches.add(draft.batch(), draft.orders());
        try {
            handOver(folder);
        } catch (RefusedException refused) {
            if (draft.batch().site().exclude().equals(spec.site().exclude())) {
                throw refused;
            }
            folder = batches.add(draft.batch().excluding(spec.site().exclude()), draft.orders());
            handOver(folder); // better a machine that has lost workers than none
        }
        return folder;
    }

    @Override
    public RunOutcome run(Plan plan, RunListener listener) throws IOException, InterruptedException {
        Watch watch = new Watch(plan, listener);
        Rounds rounds = new Rounds(store, batches, cluster);
        long patience = spec.site().stuck();
        String last = "";
        long stuckFor = 0;
        while (!stopped) {
            Rounds.Found found = rounds.look();
            watch.look();
            int queued = 0;
            String trouble = found.trouble();
            if (trouble.isEmpty()) {
                try {
                    queued = queue(plan, false);
                } catch (UnavailableException e) {
                    trouble = e.words();
                } catch (RefusedException e) {
                    return watch.outcome("the cluster refuses: " + e.words());
                }
            }
            List<Rounds.Open> ours = found.open().stream().filter(watch::isOurs).toList();
            if (ours.isEmpty() && queued == 0 && trouble.isEmpty()) {
                return watch.outcome("");
            }
            String line = line(ours, queued, trouble);
            if (!line.equals(last)) {
                tell.accept(line);
                last = line;
            }
            boolean stuck = queued == 0
                    && trouble.isEmpty()
                    && ours.stream().anyMatch(Rounds.Open::stuck)
                    && ours.stream().allMatch(open -> open.stuck() || open.behind());
            stuckFor = stuck ? stuckFor + spec.site().poll() : 0;
            if (stuckFor > patience) {
                return watch.outcome("stuck: " + reasons(ours));
            }
            pause();
        }
        return watch.outcome("");
    }

    private void pause() throws InterruptedException {
        for (long left = spec.site().poll() * 10; left > 0 && !stopped; left--) {
            Thread.sleep(100);
        }
    }

    private static String line(List<Rounds.Open> ours, int queued, String trouble) {
        if (!trouble.isEmpty()) {
            return "cluster: " + trouble + "; asking again";
        }
        long running =
                ours.stream().filter(open -> open.phase() == Phase.RUNNING).count();
        long stuck = ours.stream().filter(Rounds.Open::stuck).count();
        long waiting = ours.size() - running + queued;
        return "cluster: " + running + " running, " + waiting + " waiting"
                + (stuck > 0 ? ", of them " + stuck + " stuck: " + reasons(ours) : "");
    }

    private static String reasons(List<Rounds.Open> ours) {
        return ours.stream()
                .filter(Rounds.Open::stuck)
                .map(Rounds.Open::words)
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
    }

    @Override
    public String farewell() {
        return "Waiting no longer. What is queued goes on; dlm wait waits for it again, dlm cancel ends it.";
    }

    /** Stops waiting; what is queued or runs goes on. */
    @Override
    public void stop() {
        stopped = true;
    }

    /** Ends all elements that have nodes of the plan, and returns how many there were. */
    public int cancel(Plan plan) throws IOException, UnavailableException, InterruptedException {
        Set<String> hashes = plan.nodes().stream().map(Node::hash).collect(Collectors.toSet());
        int cancelled = 0;
        for (BatchFolder batch : batches.all()) {
            if (batch.closed()) {
                continue;
            }
            Set<Integer> elements = new HashSet<>();
            for (Element element : batch.elements()) {
                boolean ours = element.hashes().stream().anyMatch(hashes::contains);
                if (ours && batch.concluded(element.index()).isEmpty()) {
                    elements.add(element.index());
                }
            }
            cluster.cancel(batch.name(), elements);
            for (int element : elements) {
                batch.conclude(element, new ElementOutcome(ElementOutcome.Kind.CANCELLED, "cancelled", ""));
            }
            cancelled += elements.size();
        }
        return cancelled;
    }

    /** What has become of a plan's nodes, told once each. */
    private final class Watch {
        private final Plan plan;
        private final RunListener listener;
        private final Set<String> hashes;
        private final Set<String> open = new HashSet<>();
        private final Map<Node, String> failed = new LinkedHashMap<>();
        private int computed;

        Watch(Plan plan, RunListener listener) {
            this.plan = plan;
            this.listener = listener;
            this.hashes = plan.nodes().stream().map(Node::hash).collect(Collectors.toSet());
            plan.nodes(State.NEW).forEach(node -> open.add(node.hash()));
            plan.nodes(State.FAILED)
                    .forEach(node -> failed.put(
                            node, "failed before: " + plan.status(node.hash()).why()));
        }

        boolean isOurs(Rounds.Open element) {
            return element.element().hashes().stream().anyMatch(hashes::contains);
        }

        void look() throws IOException {
            for (Node node : plan.nodes(State.NEW)) {
                if (!open.contains(node.hash())) {
                    continue;
                }
                Optional<Path> other = store.has(node.hash()) ? store.differing(node.hash()) : Optional.empty();
                if (other.isPresent()) {
                    open.remove(node.hash());
                    String reason = "came out differently when it was computed twice; the second is in " + other.get();
                    failed.put(node, reason);
                    listener.failed(0, node, reason);
                    continue;
                }
                if (store.has(node.hash())) {
                    computed++;
                    open.remove(node.hash());
                    listener.finished(0, node, seconds(node));
                    continue;
                }
                Optional<Failure> failure = store.failure(node.hash());
                if (failure.isPresent()) {
                    open.remove(node.hash());
                    failed.put(node, failure.get().reason());
                    listener.failed(0, node, failure.get().reason());
                }
            }
        }

        private double seconds(Node node) throws IOException {
            Optional<NodeRecord> record = store.readUnchecked(node.hash());
            return record.isPresent() ? record.get().seconds().orElse(0) : 0;
        }

        /** Returns how it all ended; {@code why} says why the rest is not there, if it was not for what it reads. */
        RunOutcome outcome(String why) throws IOException {
            look();
            Map<Node, String> skipped = new LinkedHashMap<>();
            BatchHistory batchHistory = BatchHistory.of(batches.all());
            for (Node node : plan.nodes()) {
                if (open.contains(node.hash()) && !stopped) {
                    String reason = batchHistory.past(node.hash()).cancelled()
                            ? "cancelled"
                            : why.isEmpty() ? "skipped because something that it reads is not there" : why;
                    skipped.put(node, reason);
                    listener.skipped(node, reason);
                }
            }
            return new RunOutcome(computed, failed, skipped, stopped);
        }
    }
}
