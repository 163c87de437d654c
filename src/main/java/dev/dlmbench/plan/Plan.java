package dev.dlmbench.plan;

import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.results.SuiteIndex;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a suite needs, and what of it is already there.
 *
 * @param index which nodes belong to which point and seed
 * @param jobs all nodes, each once; a job comes after those it reads from
 * @param statuses by address
 */
public record Plan(SuiteIndex index, List<Job> jobs, Map<String, NodeStatus> statuses) {

    /** Copies the collections. */
    public Plan {
        jobs = List.copyOf(jobs);
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    }

    /** Returns all nodes in the order of the jobs. */
    public List<Node> nodes() {
        return jobs.stream().flatMap(job -> job.nodes().stream()).toList();
    }

    /** Returns the nodes in {@code state}. */
    public List<Node> nodes(State state) {
        return nodes().stream()
                .filter(node -> status(node.hash()).state() == state)
                .toList();
    }

    /** Returns the node at {@code hash}, if the plan has it. */
    public Optional<Node> node(String hash) {
        return nodes().stream().filter(node -> node.hash().equals(hash)).findFirst();
    }

    /** Returns where the texts, tokenizers and weights are that are kept in files of their owner. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        nodes().forEach(node -> texts.putAll(UserFiles.places(node.spec())));
        return texts;
    }

    /** Returns what the store knows about the node at {@code hash}. */
    public NodeStatus status(String hash) {
        return Optional.ofNullable(statuses.get(hash)).orElseThrow();
    }
}
