package dev.dlmbench.work;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import java.util.List;
import java.util.Map;

/** Prepares the text that a control counts in. It has no parameters, and says so. */
record ControlWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) {
        cache.text(((ModelSpec.Control) spec).data(), place);
        return List.of(Measurement.of(Metric.PARAMETERS, 0, 1, Map.of()));
    }
}
