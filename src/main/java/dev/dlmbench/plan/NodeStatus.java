package dev.dlmbench.plan;

/**
 * What the store knows about a node.
 *
 * @param state whether there is work to do
 * @param why in words; empty where there is nothing to explain
 */
public record NodeStatus(State state, String why) {

    /** Whether there is work to do. */
    public enum State {
        /** The node is there. */
        CACHED,
        /** It was never computed, or is worth another attempt. */
        NEW,
        /** The last attempt failed for a reason that will not go away by itself. */
        FAILED
    }
}
