package dev.dlmbench.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of a suite while they are collected: what is the same is there once, under its first label. */
final class NodeGraph {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Node>> byRoot = new LinkedHashMap<>();

    /** Adds a text or a model, which gets a job of its own, and returns its address. */
    String root(NodeSpec spec, String label) {
        Node node = Node.of(spec, label);
        if (nodes.putIfAbsent(node.hash(), node) == null) {
            byRoot.put(node.hash(), new ArrayList<>(List.of(node)));
        }
        return node.hash();
    }

    /** Adds a node to the job of {@code root} and returns its address. */
    String hang(String root, NodeSpec spec, String label) {
        Node node = Node.of(spec, label);
        if (nodes.putIfAbsent(node.hash(), node) == null) {
            Optional.ofNullable(byRoot.get(root)).orElseThrow().add(node);
        }
        return node.hash();
    }

    /**
     * Returns one job for each root: texts, then evaluators, then the other models, each in the order they were added.
     */
    List<Job> jobs() {
        Set<String> evaluators = nodes.values().stream()
                .flatMap(node ->
                        node.spec() instanceof NodeSpec.Evaluated asked ? asked.evaluator().stream() : Stream.empty())
                .collect(Collectors.toSet());
        List<Job> jobs = new ArrayList<>();
        for (int rank = 0; rank < 3; rank++) {
            for (List<Node> members : byRoot.values()) {
                Node root = members.get(0);
                if (rank(root, evaluators) == rank) {
                    jobs.add(new Job(root.label(), members));
                }
            }
        }
        return jobs;
    }

    private static int rank(Node root, Set<String> evaluators) {
        if (root.spec() instanceof NodeSpec.Data) {
            return 0;
        }
        return evaluators.contains(root.hash()) ? 1 : 2;
    }
}
