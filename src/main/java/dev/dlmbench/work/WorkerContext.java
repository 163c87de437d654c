package dev.dlmbench.work;

import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the computation of one node sees of the world. */
public interface WorkerContext {

    /** Returns the private folder to write the node's files into. */
    Path folder();

    /** Returns the folder for what an interrupted computation resumes from; it outlives the process. */
    Path scratch();

    /** Returns the folder of a node that this one reads. */
    Path input(String hash);

    /** Returns the spec of a node that this one reads. */
    NodeSpec spec(String hash) throws IOException;

    /** Returns what a node that this one reads has measured. */
    List<Measurement> measurements(String hash) throws IOException;

    /**
     * Tells how far the work is; cheap enough for every step.
     *
     * @param stage what is being done, such as {@code training}
     * @param done of {@code total} steps
     * @param total 0 where it is not known
     * @param detail for people, such as {@code loss 1.93}; may be empty
     */
    void progress(String stage, long done, long total, String detail);

    /** Adds an entry to the node's provenance, such as {@code device}. */
    void provenance(String key, String value);

    /** Returns an entry of the node's provenance; {@code unknown} if there is none yet. */
    String provenance(String key);
}
