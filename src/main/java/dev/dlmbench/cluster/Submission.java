package dev.dlmbench.cluster;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Job;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.setting.ExecutorSpec.Site;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cuts what a plan lacks into batches. What reads from another job's nodes comes in a later stage than these, which
 * begins when they are over; timings come last and alone.
 */
final class Submission {
    private final ResultStore store;
    private final ExecutorSpec spec;
    private final WorkerLaunch launch;
    private final BatchHistory batchHistory;
    private final boolean evenCancelled;

    /** Stage of each node that is part of this submission. */
    private final Map<String, Integer> stages = new HashMap<>();

    /** Names of earlier batches that the elements of a stage must wait for. */
    private final Map<Integer, Set<String>> waitingFor = new TreeMap<>();

    private final Map<Integer, List<List<Node>>> work = new TreeMap<>();
    private final List<List<Node>> timings = new ArrayList<>();

    /** Where texts are, by the hash of their content. */
    private final Map<String, String> texts = new TreeMap<>();

    /**
     * Creates a submission.
     *
     * @param launch how a worker is started
     * @param batchHistory what became of earlier batches
     * @param evenCancelled whether to queue again what somebody cancelled
     */
    Submission(
            ResultStore store,
            ExecutorSpec spec,
            WorkerLaunch launch,
            BatchHistory batchHistory,
            boolean evenCancelled) {
        this.store = store;
        this.spec = spec;
        this.launch = launch;
        this.batchHistory = batchHistory;
        this.evenCancelled = evenCancelled;
    }

    /** One batch to be. */
    record Draft(Batch batch, List<NodeOrder> orders) {}

    /** What the elements of one batch ask for. */
    private record Demand(long time, int memory) {}

    /** Sorts the plan's missing nodes into stages; what lacks something that will not come is left out. */
    void sort(Plan plan) throws IOException {
        texts.putAll(plan.texts());
        for (Job job : plan.jobs()) {
            List<Node> ready = new ArrayList<>();
            int stage = 0;
            Set<String> before = new LinkedHashSet<>();
            for (Node node : job.nodes()) {
                if (!wanted(plan, node)) {
                    continue;
                }
                Optional<Integer> own = stage(node, ready, before);
                if (own.isPresent()) {
                    stage = Math.max(stage, own.get());
                    ready.add(node);
                }
            }
            add(ready, stage, before);
        }
    }

    private boolean wanted(Plan plan, Node node) throws IOException {
        return plan.status(node.hash()).state() == State.NEW
                && !store.has(node.hash())
                && store.failure(node.hash()).isEmpty()
                && batchHistory.inFlight(node.hash()).isEmpty()
                && (evenCancelled || !batchHistory.past(node.hash()).cancelled());
    }

    /** Returns the stage that a node can be in at the earliest; nothing if something that it reads will not come. */
    private Optional<Integer> stage(Node node, List<Node> siblings, Set<String> before) {
        int stage = 0;
        for (String input : node.spec().inputs()) {
            if (store.has(input)
                    || siblings.stream().anyMatch(sibling -> sibling.hash().equals(input))) {
                continue;
            }
            Optional<Integer> other = Optional.ofNullable(stages.get(input));
            Optional<String> batch = batchHistory.inFlight(input);
            if (other.isPresent()) {
                stage = Math.max(stage, other.get() + 1);
            } else if (batch.isPresent()) {
                before.add(batch.get());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(stage);
    }

    private void add(List<Node> nodes, int stage, Set<String> before) {
        List<Node> timed = nodes.stream().filter(Submission::isTiming).toList();
        List<Node> others = nodes.stream().filter(node -> !isTiming(node)).toList();
        nodes.forEach(node -> stages.put(node.hash(), stage));
        waitingFor.computeIfAbsent(stage, key -> new LinkedHashSet<>()).addAll(before);
        if (!others.isEmpty()) {
            work.computeIfAbsent(stage, key -> new ArrayList<>()).add(others);
        }
        if (!timed.isEmpty()) {
            timings.add(timed);
        }
    }

    private static boolean isTiming(Node node) {
        return node.kind() == NodeKind.LATENCY;
    }

    /** Returns the stages in their order; the timings are the last one. */
    List<Integer> stages() {
        List<Integer> numbers = new ArrayList<>(work.keySet());
        if (!timings.isEmpty()) {
            numbers.add(Integer.MAX_VALUE);
        }
        return numbers;
    }

    /**
     * Returns the batches of a stage.
     *
     * @param previous names of the batches of the stages before
     * @param most elements that a batch may have
     */
    List<Draft> drafts(String suite, int stage, List<String> previous, int most) {
        boolean alone = stage == Integer.MAX_VALUE;
        List<List<Node>> elements = alone ? timings : work.getOrDefault(stage, List.of());
        Set<String> after = new LinkedHashSet<>(previous);
        waitingFor.forEach((number, names) -> {
            if (number <= stage) {
                after.addAll(names);
            }
        });
        Map<Demand, List<List<Node>>> byDemand = new LinkedHashMap<>();
        elements.forEach(nodes -> byDemand.computeIfAbsent(demand(nodes), key -> new ArrayList<>())
                .add(nodes));
        List<Draft> drafts = new ArrayList<>();
        byDemand.forEach((demand, group) -> {
            Site site = spec.site().asking(demand.time, demand.memory, String.join(",", batchHistory.badMachines()));
            List<List<Node>> packed = packed(group, site.pack());
            for (int from = 0; from < packed.size(); from += most) {
                List<NodeOrder> orders = packed.subList(from, Math.min(packed.size(), from + most)).stream()
                        .map(nodes -> launch.order(store, texts, nodes))
                        .toList();
                drafts.add(new Draft(
                        new Batch(
                                suite,
                                List.copyOf(after),
                                alone,
                                site,
                                spec.stall(),
                                spec.attempts(),
                                launch.folder(),
                                launch.command(),
                                launch.classPath()),
                        orders));
            }
        });
        return drafts;
    }

    private Demand demand(List<Node> nodes) {
        long time = spec.site().time();
        int memory = spec.site().memory();
        for (Node node : nodes) {
            RetryHistory past = batchHistory.past(node.hash());
            time = Math.max(time, past.time());
            memory = Math.max(memory, past.memory());
        }
        return new Demand(time, memory);
    }

    private static List<List<Node>> packed(List<List<Node>> group, int pack) {
        List<List<Node>> packed = new ArrayList<>();
        for (int from = 0; from < group.size(); from += pack) {
            packed.add(group.subList(from, Math.min(group.size(), from + pack)).stream()
                    .flatMap(List::stream)
                    .toList());
        }
        return packed;
    }
}
