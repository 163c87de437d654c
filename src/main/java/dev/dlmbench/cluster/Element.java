package dev.dlmbench.cluster;

import dev.dlmbench.plan.NodeOrder;
import java.util.List;

/**
 * One element of a batch: what a single worker process does.
 *
 * @param index of it, from 0
 * @param order what the worker is told
 */
record Element(int index, NodeOrder order) {
    /** Returns the addresses of the nodes, in the order in which they are to be computed. */
    List<String> hashes() {
        return order.nodes().stream().map(NodeOrder.Item::hash).toList();
    }
}
