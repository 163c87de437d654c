package dev.dlmbench.run;

import dev.dlmbench.plan.Node;

/** Hears how a run goes. Called from several threads at once. */
public interface RunListener {

    /** A worker has begun with a node. */
    void started(int slot, Node node);

    /**
     * A node has come some way.
     *
     * @param slot which worker
     * @param total 0 where it is not known
     */
    void progress(int slot, Node node, String stage, long done, long total, String detail);

    /** A node is in the store; {@code seconds} is 0 if another process put it there. */
    void finished(int slot, Node node, double seconds);

    /** A node will be tried once more. */
    void retried(int slot, Node node, String reason);

    /** A node has failed. */
    void failed(int slot, Node node, String reason);

    /** A node will not be tried. */
    void skipped(Node node, String reason);
}
