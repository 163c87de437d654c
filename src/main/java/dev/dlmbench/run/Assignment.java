package dev.dlmbench.run;

import dev.dlmbench.plan.Job;
import dev.dlmbench.plan.Node;
import java.util.List;

/**
 * What one worker process is to do.
 *
 * @param job the job that the nodes are of
 * @param nodes in the order in which they are to be computed
 */
record Assignment(Job job, List<Node> nodes) {
    /** Copies the list. */
    Assignment {
        nodes = List.copyOf(nodes);
    }
}
