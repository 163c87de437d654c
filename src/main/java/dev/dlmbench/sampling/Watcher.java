package dev.dlmbench.sampling;

/** Sees sequences while they are drawn. */
public interface Watcher {
    /** Looks away. */
    Watcher NONE = new Watcher() {};

    /** Returns whether it wants to hear of single steps, which then cost more. */
    default boolean wantsSteps() {
        return false;
    }

    /**
     * Hears of one step that changed something.
     *
     * @param sequence its number
     */
    default void stepped(int sequence, TraceStep step) {}

    /**
     * Hears that all sequences of a batch have a token or a block more, which is not given to all of them.
     *
     * @param tokens that each of them has now
     */
    default void grown(int tokens) {}
}
