package dev.dlmbench.work;

import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.util.List;

/** How one kind of node is computed. */
@FunctionalInterface
public interface NodeWork {

    /**
     * Computes a node: writes its files into {@link WorkerContext#folder} and returns what was measured.
     *
     * <p>The outcome depends on {@code spec} and its inputs alone, apart from timings. A runtime exception is taken for
     * a failure that another attempt would repeat; an {@link IOException} and a user's mistake are tried again in the
     * next run.
     *
     * @throws InterruptedException if the thread was interrupted because the run is to stop; what is in
     *     {@link WorkerContext#scratch} is there again next time
     */
    List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException, InterruptedException;
}
