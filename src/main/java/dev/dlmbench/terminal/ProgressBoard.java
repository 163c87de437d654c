package dev.dlmbench.terminal;

import dev.dlmbench.run.RunListener;

/** Shows how a run goes. */
public interface ProgressBoard extends RunListener, AutoCloseable {
    /** Says something about the run as a whole. */
    void say(String line);

    /** Clears what would be in the way of other output. */
    @Override
    void close();
}
