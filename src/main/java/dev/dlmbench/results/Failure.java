package dev.dlmbench.results;

import static java.util.Objects.requireNonNull;

/**
 * The last failed attempt at a node.
 *
 * @param hash the node's address
 * @param kind of the node
 * @param reason in one line
 * @param log the end of what the attempt wrote
 */
public record Failure(String hash, String kind, String reason, String log) {
    /** Checks that everything is there. */
    public Failure {
        requireNonNull(hash);
        requireNonNull(kind);
        requireNonNull(reason);
        requireNonNull(log);
    }
}
