package dev.dlmbench.run;

import dev.dlmbench.plan.Plan;
import java.io.IOException;

/** Carries out plans somewhere. Whether a node is done, the store decides. */
public interface Executor {

    /**
     * Computes what is missing, and returns when nothing more can be done.
     *
     * @throws IOException if the store cannot be written
     */
    RunOutcome run(Plan plan, RunListener listener) throws IOException, InterruptedException;

    /** Returns what a user is told who stops a run. */
    String farewell();

    /** Makes {@link #run} return soon; a later run goes on from there. */
    void stop() throws InterruptedException;
}
