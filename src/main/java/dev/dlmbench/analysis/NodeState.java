package dev.dlmbench.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Whether a node of a suite is there.
 *
 * @param point the id of the point
 * @param seed the replicate
 * @param kind of the node
 * @param hash its address
 * @param state what became of it
 * @param reason why it failed, or what is damaged
 */
public record NodeState(
        String point,
        long seed,
        String kind,
        String hash,
        State state,
        @Nullable String reason) {

    /** What became of a node. */
    public enum State {
        /** It is in the store. */
        COMPLETE,
        /** Its last attempt failed. */
        FAILED,
        /** It has not been run. */
        MISSING,
        /** A file of it is not what was written; it is left out. */
        DAMAGED
    }
}
