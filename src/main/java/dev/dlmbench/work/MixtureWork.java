package dev.dlmbench.work;

import dev.dlmbench.evaluation.DocumentLikelihood;
import dev.dlmbench.evaluation.MixtureBounds;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bounds the likelihood under a mixture of block sizes by the likelihoods at each, whose conditions it takes over. */
record MixtureWork() implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        return compute((NodeSpec.Mixture) spec, place);
    }

    private static List<Measurement> compute(NodeSpec.Mixture spec, WorkerContext place) throws IOException {
        List<List<DocumentLikelihood>> scores = new ArrayList<>();
        Set<Map<String, String>> conditions = new HashSet<>();
        for (String likelihood : spec.likelihoods()) {
            scores.add(scores(likelihood, place));
            place.measurements(likelihood).stream()
                    .filter(measurement -> measurement.metric() == Metric.NLL)
                    .forEach(nll -> conditions.add(nll.conditions()));
        }
        if (conditions.size() != 1) {
            String reason = "the likelihoods of its block sizes were measured under different conditions";
            return List.of(
                    Measurement.absent(Metric.NLL_JENSEN, reason), Measurement.absent(Metric.NLL_MIXTURE, reason));
        }
        Map<String, String> shared = conditions.iterator().next();
        double[] tokens =
                scores.get(0).stream().mapToDouble(DocumentLikelihood::tokens).toArray();
        NodeSpec.Likelihood first =
                (NodeSpec.Likelihood) place.spec(spec.likelihoods().get(0));
        DocumentOrder order = Means.order(((ModelSpec) place.spec(first.model())).data());
        MixtureBounds bounds = new MixtureBounds(scores, spec.shares());
        return List.of(
                measurement(Metric.NLL_JENSEN, bounds.jensen(), tokens, order, shared),
                measurement(Metric.NLL_MIXTURE, bounds.tighter(), tokens, order, shared));
    }

    private static List<DocumentLikelihood> scores(String likelihood, WorkerContext place) throws IOException {
        return JsonLines.read(
                        place.input(likelihood).resolve(NodeFiles.DOCUMENTS), dev.dlmbench.metric.DocumentScore.class)
                .stream()
                .map(score -> new DocumentLikelihood(
                        (int) score.document(),
                        (int) score.tokens(),
                        score.nats(),
                        orNaN(score.standardError()),
                        orNaN(score.even()),
                        orNaN(score.odd())))
                .toList();
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static Measurement measurement(
            Metric metric, double[] nats, double[] tokens, DocumentOrder order, Map<String, String> conditions) {
        PooledRate rate = PooledRate.of(nats, tokens, order == DocumentOrder.RUNNING_TEXT);
        return Measurement.of(metric, rate.value(), Bound.UPPER, rate.texts(), rate.standardError(), conditions)
                .detailed(order.details(rate.degrees()));
    }
}
