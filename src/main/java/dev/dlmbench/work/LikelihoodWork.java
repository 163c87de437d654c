package dev.dlmbench.work;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.DocumentLikelihood;
import dev.dlmbench.evaluation.Likelihood;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores the test documents under a model. */
record LikelihoodWork(ModelCache cache) implements NodeWork {
    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Likelihood) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Likelihood spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        List<int[]> documents = text.test();
        Likelihood likelihood =
                new Likelihood(model.process(spec.blockSize()), spec.likelihood(), ModelCache.SCORED_TOGETHER);
        List<DocumentLikelihood> scores = likelihood.score(
                models.denoiser(ModelRole.MODEL),
                documents,
                text::context,
                new Seeds(spec.seed()).child("likelihood"),
                (done, round) ->
                        place.progress("likelihood", done, documents.size(), round == 1 ? "" : "round " + round));
        JsonLines.write(
                place.folder().resolve(NodeFiles.DOCUMENTS),
                scores.stream()
                        .map(score -> new DocumentScore(
                                score.document(),
                                score.tokens(),
                                score.nats(),
                                finite(score.standardError()),
                                finite(score.even()),
                                finite(score.odd())))
                        .toList());
        double[] nats = scores.stream().mapToDouble(DocumentLikelihood::nats).toArray();
        double[] characters = IntStream.range(0, documents.size())
                .mapToDouble(
                        d -> text.tokenizer().characterCount(scored(documents.get(d), likelihood, text.context(d))))
                .toArray();
        double[] tokens =
                scores.stream().mapToDouble(DocumentLikelihood::tokens).toArray();
        Map<String, String> conditions = conditions(likelihood, model);
        Bound bound = likelihood.exact() ? Bound.EXACT : Bound.UPPER;
        DocumentOrder order = Means.order(model.spec().data());
        boolean running = order == DocumentOrder.RUNNING_TEXT;
        PooledRate rate = PooledRate.of(nats, tokens, running);
        PooledRate bits = PooledRate.of(nats, characters, running);
        Map<String, String> details = details(likelihood, scores);
        if (!text.contexts().isEmpty()) {
            details.put("context", "tokens that the window before has are context");
        }
        details.putAll(order.details(rate.degrees()));
        Map<String, String> detailsOfBits = new LinkedHashMap<>(details);
        detailsOfBits.putAll(order.details(bits.degrees()));
        double perplexity = Math.exp(rate.value());
        int n = rate.texts();
        Measurement bitsPerCharacter = text.tokenizer().spells()
                ? Measurement.of(
                        Metric.BPC,
                        bits.value() / Math.log(2),
                        bound,
                        n,
                        bits.standardError() / Math.log(2),
                        conditions)
                : Measurement.absent(Metric.BPC, "ids have no characters");
        return Stream.of(
                        Measurement.of(Metric.NLL, rate.value(), bound, n, rate.standardError(), conditions),
                        Measurement.of(Metric.PPL, perplexity, bound, n, perplexity * rate.standardError(), conditions),
                        bitsPerCharacter)
                .map(measurement -> measurement.detailed(measurement.metric() == Metric.BPC ? detailsOfBits : details))
                .toList();
    }

    private static int[] scored(int[] document, Likelihood likelihood, int context) {
        return Arrays.copyOfRange(document, Math.max(likelihood.given(), context), document.length);
    }

    private static Map<String, String> conditions(Likelihood likelihood, ModelSource model) {
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("text", model.text().hash());
        conditions.put("precision", model.precision());
        if (likelihood.given() > 0) { // where all is scored, values keep the definition that they always had
            conditions.put("first-token", Names.of(likelihood.spec().firstToken()));
        }
        return conditions;
    }

    private static Map<String, String> details(Likelihood likelihood, List<DocumentLikelihood> scores) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("estimator", likelihood.spec().estimator().id());
        details.put("window", "all rates");
        details.put(
                "counted",
                likelihood.given() == 0
                        ? "every token; there are no special ones"
                        : "every token of a document but the first, which is given");
        details.put(
                "tokens",
                Long.toString(
                        scores.stream().mapToLong(DocumentLikelihood::tokens).sum()));
        if (likelihood.noisy()) {
            details.put("draws", Integer.toString(likelihood.spec().draws()));
        }
        double noise = Likelihood.noise(scores);
        if (noise > 0) {
            details.put("noise-standard-error", Double.toString(noise));
        }
        return details;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
