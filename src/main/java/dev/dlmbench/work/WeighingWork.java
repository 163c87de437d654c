package dev.dlmbench.work;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.DocumentLikelihood;
import dev.dlmbench.evaluation.JointScores;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.WeighingSpec;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.sampling.JointScore;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Scores the test documents by a joint denoiser. */
record WeighingWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((WeighingSpec) spec, models, place);
        }
    }

    private static List<Measurement> compute(WeighingSpec spec, Models models, WorkerContext place) throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        JointScore score = new JointScore(
                (MaskedDiffusion) model.process(spec.blockSize()),
                new ImportanceResampling(spec.energy(), spec.candidates(), 1, 1, 0),
                models.companion().orElseThrow(),
                model.sequence());
        List<JointScores.Ends> ends = new JointScores(score, spec.draws(), ModelCache.SCORED_TOGETHER)
                .score(
                        models.denoiser(ModelRole.MODEL),
                        text.test(),
                        text::context,
                        new Seeds(spec.seed()).child("weighing"),
                        (done, round) ->
                                place.progress("weighing", done, text.test().size(), "draw " + round));
        DocumentOrder order = Means.order(model.spec().data());
        PooledRate low = rate(ends, JointScores.Ends::low, order);
        Map<String, String> details = new LinkedHashMap<>(order.details(low.degrees()));
        details.put("draws", Integer.toString(spec.draws()));
        if (!spec.energy().normalised()) {
            details.put("candidates", Integer.toString(spec.candidates()));
            details.put(
                    "with the larger estimate of the normaliser",
                    Double.toString(rate(ends, JointScores.Ends::high, order).value()));
        }
        Map<String, String> conditions = Map.of(
                Measurement.SCORE,
                "joint denoiser, energy " + Names.of(spec.energy()),
                "text",
                text.hash(),
                "precision",
                model.precision());
        return List.of(Measurement.of(
                        Metric.JOINT_SCORE, low.value(), Bound.SCORE, low.texts(), low.standardError(), conditions)
                .detailed(details));
    }

    private static PooledRate rate(
            List<JointScores.Ends> ends, Function<JointScores.Ends, DocumentLikelihood> end, DocumentOrder order) {
        return PooledRate.of(
                ends.stream().map(end).mapToDouble(DocumentLikelihood::nats).toArray(),
                ends.stream().map(end).mapToDouble(DocumentLikelihood::tokens).toArray(),
                order == DocumentOrder.RUNNING_TEXT);
    }
}
