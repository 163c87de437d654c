package dev.dlmbench.run;

import dev.dlmbench.evaluation.MixtureBounds;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.results.DocumentScore;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bounds the likelihood under a mixture of block sizes by the likelihoods at each. */
record MixtureWork() implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, Workplace place) throws IOException {
        return compute((NodeSpec.Mixture) spec, place);
    }

    private static List<Measurement> compute(NodeSpec.Mixture spec, Workplace place) throws IOException {
        List<double[]> nats = new ArrayList<>();
        double[] tokens = {};
        for (String likelihood : spec.likelihoods()) {
            List<DocumentScore> scores =
                    JsonLines.read(place.input(likelihood).resolve(NodeFiles.DOCUMENTS), DocumentScore.class);
            nats.add(scores.stream().mapToDouble(DocumentScore::nats).toArray());
            tokens = scores.stream().mapToDouble(DocumentScore::tokens).toArray();
        }
        MixtureBounds bounds = new MixtureBounds(nats, spec.shares());
        return List.of(
                measurement(Metric.NLL_JENSEN, PooledRate.of(bounds.jensen(), tokens)),
                measurement(Metric.NLL_MIXTURE, PooledRate.of(bounds.logSumExp(), tokens)));
    }

    private static Measurement measurement(Metric metric, PooledRate rate) {
        return Measurement.of(metric, rate.value(), Bound.UPPER, rate.texts(), rate.standardError(), Map.of());
    }
}
