package dev.dlmbench.plan;

import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done about the nodes of a plan.
 *
 * @param store that may have them
 * @param retryFailed whether nodes that failed for a permanent reason count as new
 */
record NodeStatuses(ResultStore store, boolean retryFailed) {

    /** Returns the status of every node, by its address. */
    Map<String, NodeStatus> of(SuiteIndex index, List<Job> jobs) throws IOException {
        Changes changes = Changes.between(store.readIndex(index.suite()), index);
        Map<String, NodeStatus> statuses = new LinkedHashMap<>();
        for (Job job : jobs) {
            for (Node node : job.nodes()) {
                statuses.put(node.hash(), status(node, changes));
            }
        }
        return statuses;
    }

    private NodeStatus status(Node node, Changes changes) throws IOException {
        if (store.has(node.hash())) {
            return new NodeStatus(State.CACHED, "");
        }
        Optional<Failure> failure = store.failure(node.hash());
        if (failure.isEmpty()) {
            return new NodeStatus(State.NEW, changes.why(node.hash()));
        }
        String reason = failure.get().reason();
        return failure.get().permanent() && !retryFailed
                ? new NodeStatus(State.FAILED, reason)
                : new NodeStatus(State.NEW, "failed before: " + reason);
    }
}
