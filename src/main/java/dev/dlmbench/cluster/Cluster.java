package dev.dlmbench.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Runs the elements of batches somewhere else. Whether a node is done it does not decide: the store does.
 *
 * <p>All methods may be called again with the same arguments, also by another process.
 */
public interface Cluster {
    /** In place of an element's number: all elements of a batch that nothing else is said about. */
    int ALL = -1;

    /** Returns whether this is the cluster that a batch was meant for, as far as can be told. */
    boolean holds(Batch batch);

    /** Returns how many elements a batch may have. */
    int mostElements() throws UnavailableException, InterruptedException;

    /**
     * Queues the batch unless it is known already.
     *
     * @throws UnavailableException if nothing can be said about whether it is queued now
     * @throws RefusedException if the cluster will never take it as it is
     */
    void submit(BatchFolder batch) throws UnavailableException, RefusedException, InterruptedException;

    /**
     * Returns what is known of the elements of some batches, by batch and element or {@link #ALL}. What is not in it,
     * the cluster does not know (any more).
     */
    Map<String, Map<Integer, Observation>> poll(Collection<String> batches)
            throws UnavailableException, InterruptedException;

    /** Ends elements of a batch, and keeps them from beginning. */
    void cancel(String batch, Set<Integer> elements) throws UnavailableException, InterruptedException;
}
