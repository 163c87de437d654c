package dev.dlmbench.sampling;

/** Sees sequences while they are drawn. */
@FunctionalInterface
public interface Watcher {
    /** Looks away. */
    Watcher NONE = (sequence, step) -> {};

    /**
     * Hears of one step that changed something.
     *
     * @param sequence its number
     */
    void stepped(int sequence, TraceStep step);
}
