package dev.dlmbench.work;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a published model once, so that what is wrong with it shows before anything is measured. */
record PretrainedWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        ModelSpec.Pretrained model = (ModelSpec.Pretrained) spec;
        place.provenance("family", model.family().id());
        Weights weights = cache.network(model, place.folder(), place).weights();
        long parameters = PretrainedModel.parameters(model.weights().place(), weights.vocabulary());
        return List.of(Measurement.of(Metric.PARAMETERS, (double) parameters, 1, Map.of()));
    }
}
