package dev.dlmbench.plan;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.metric.NodeKind;

/**
 * A unit of work and its address.
 *
 * @param hash SHA-256 of everything that determines the outcome
 * @param spec what to compute
 * @param label for people, such as {@code block,blockSize=4 seed 1}
 */
public record Node(String hash, NodeSpec spec, String label) {

    /** Returns the node that {@code spec} describes. */
    public static Node of(NodeSpec spec, String label) {
        return new Node(Hashes.of(SpecJson.canonical(spec)), spec, label);
    }

    /** Returns the kind of work. */
    public NodeKind kind() {
        return spec.kind();
    }

    /** Returns the label with the kind of work. */
    public String title() {
        return kind().id() + " " + label;
    }
}
