package dev.dlmbench.plan;

import java.util.List;

/**
 * A model and the nodes that hang on it, in an order in which they can run; or the facts about a text.
 *
 * @param label for people
 * @param nodes each after those of the same job that it reads
 */
public record Job(String label, List<Node> nodes) {

    /** Copies the list. */
    public Job {
        nodes = List.copyOf(nodes);
    }
}
