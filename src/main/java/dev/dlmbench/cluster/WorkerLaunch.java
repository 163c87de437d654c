package dev.dlmbench.cluster;

import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.store.ResultStore;
import java.util.List;
import java.util.Map;

/**
 * How a worker is started on a machine that shares this one's file system.
 *
 * @param command program and arguments, without the batch and the element
 * @param classPath where its classes are
 * @param folder the folder to work in
 * @param program entries of every node's provenance, such as the program's revision
 */
public record WorkerLaunch(List<String> command, String classPath, String folder, Map<String, String> program) {
    /** Copies the collections. */
    public WorkerLaunch {
        command = List.copyOf(command);
        program = Map.copyOf(program);
    }

    /** Returns the order to compute {@code nodes}; each worker fills in its own log. */
    NodeOrder order(ResultStore store, Map<String, String> texts, List<Node> nodes) {
        return NodeOrder.of(store.root(), store.root(), program, texts, nodes);
    }
}
