package dev.dlmbench.cluster;

import dev.dlmbench.setting.ExecutorSpec.Site;
import java.util.List;

/**
 * What the elements of a batch have in common.
 *
 * @param suite the name of the suite that they are of
 * @param after names of batches that must be over before this one begins, well or not
 * @param alone whether nothing else may run beside an element, as for timings
 * @param site what to ask of the cluster
 * @param stall seconds after which a worker that gets nowhere gives up; 0 for never
 * @param attempts how often an element may be begun
 * @param folder the folder to work in
 * @param worker the command of a worker, without the batch and the element
 * @param classPath where its classes are
 */
public record Batch(
        String suite,
        List<String> after,
        boolean alone,
        Site site,
        long stall,
        int attempts,
        String folder,
        List<String> worker,
        String classPath) {
    /** Copies the lists. */
    public Batch {
        after = List.copyOf(after);
        worker = List.copyOf(worker);
    }

    /** Returns the same batch with other machines to leave out. */
    Batch excluding(String machines) {
        return new Batch(suite, after, alone, site.excluding(machines), stall, attempts, folder, worker, classPath);
    }
}
