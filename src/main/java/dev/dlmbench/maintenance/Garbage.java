package dev.dlmbench.maintenance;

/**
 * Something in a store that nobody needs.
 *
 * @param kind what it is
 * @param place relative to the store
 * @param bytes that it takes up
 */
public record Garbage(Kind kind, String place, long bytes) {

    /** What it is. */
    public enum Kind {
        /** A node that no suite refers to, directly or as what another was made from. */
        NODE,
        /** Why such a node failed. */
        FAILURE,
        /** What such a node would resume from. */
        WORK,
        /** What a process left that has ended. */
        LEFTOVER
    }
}
