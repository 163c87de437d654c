package dev.dlmbench.work;

import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.util.List;

/** Loads a TorchScript module once, so that what is wrong with it shows before anything is measured. */
record ScriptWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        cache.script((ModelSpec.Script) spec, place).load().close();
        return List.of();
    }
}
