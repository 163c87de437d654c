package dev.dlmbench.results;

import static java.util.Objects.requireNonNull;

/**
 * The last failed attempt at a node.
 *
 * @param hash the node's address
 * @param kind of the node
 * @param reason in one line
 * @param permanent whether another attempt would fail in the same way, as far as can be told
 * @param log the end of what the attempt wrote
 */
public record Failure(String hash, String kind, String reason, boolean permanent, String log) {
    /** Checks that everything is there. */
    public Failure {
        requireNonNull(hash);
        requireNonNull(kind);
        requireNonNull(reason);
        requireNonNull(log);
    }

    /** Creates the record of a permanent failure. */
    public Failure(String hash, String kind, String reason, String log) {
        this(hash, kind, reason, true, log);
    }
}
