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
import dev.dlmbench.text.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
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
        Measured measured = new Measured(
                scores.stream().mapToDouble(DocumentLikelihood::nats).toArray(),
                likelihood.exact() ? Bound.EXACT : Bound.UPPER,
                Means.order(model.spec().data()),
                details(likelihood, scores, text));
        Map<String, String> conditions = conditions(likelihood, model);
        PooledRate rate = measured.rate(
                scores.stream().mapToDouble(DocumentLikelihood::tokens).toArray());
        double perplexity = Math.exp(rate.value());
        return List.of(
                measured.as(Metric.NLL, rate.value(), rate.standardError(), rate, conditions),
                measured.as(Metric.PPL, perplexity, perplexity * rate.standardError(), rate, conditions),
                bits(Metric.BPC, measured, likelihood, text, conditions),
                bits(Metric.BPB, measured, likelihood, text, ofBytes(conditions, text)));
    }

    private static Measurement bits(
            Metric metric,
            Measured measured,
            Likelihood likelihood,
            PreparedText text,
            Map<String, String> conditions) {
        Tokenizer tokenizer = text.tokenizer();
        ToLongFunction<int[]> count = metric == Metric.BPC ? tokenizer::characterCount : tokenizer::byteCount;
        List<int[]> documents = text.test();
        PooledRate rate = measured.rate(IntStream.range(0, documents.size())
                .mapToDouble(d -> count.applyAsLong(spelled(d, likelihood, text)))
                .toArray());
        Measurement bits =
                measured.as(metric, rate.value() / Math.log(2), rate.standardError() / Math.log(2), rate, conditions);
        return tokenizer.spells()
                ? bits
                : Measurement.absent(metric, "ids have no characters").detailed(bits.details());
    }

    /** Bits per byte compare under any tokenizer, if the test documents are the same text. */
    private static Map<String, String> ofBytes(Map<String, String> conditions, PreparedText text) {
        Map<String, String> changed = new TreeMap<>(conditions);
        changed.put("text", text.testHash());
        return changed;
    }

    /**
     * What is known of the documents before it is divided by anything.
     *
     * @param nats of each document
     * @param bound what the nats are
     * @param order of the documents
     * @param details of how they were found
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Measured(double[] nats, Bound bound, DocumentOrder order, Map<String, String> details) {
        PooledRate rate(double[] sizes) {
            return PooledRate.of(nats, sizes, order == DocumentOrder.RUNNING_TEXT);
        }

        Measurement as(Metric metric, double value, double error, PooledRate rate, Map<String, String> conditions) {
            Map<String, String> all = new LinkedHashMap<>(details);
            all.putAll(order.details(rate.degrees()));
            return Measurement.of(metric, value, bound, rate.texts(), error, conditions)
                    .detailed(all);
        }
    }

    /** Returns what is scored of a document without the tokens that were put around text. */
    private static int[] spelled(int document, Likelihood likelihood, PreparedText text) {
        return Arrays.stream(text.test().get(document))
                .skip(Math.max(likelihood.given(), text.context(document)))
                .filter(id -> !text.around().contains(id))
                .toArray();
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

    private static Map<String, String> details(
            Likelihood likelihood, List<DocumentLikelihood> scores, PreparedText text) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("estimator", likelihood.spec().estimator().id());
        details.put("window", "all rates");
        details.put("counted", counted(likelihood, text));
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
        if (!text.contexts().isEmpty()) {
            details.put("context", "tokens that the window before has are context");
        }
        return details;
    }

    private static String counted(Likelihood likelihood, PreparedText text) {
        boolean all = likelihood.given() == 0;
        String counted = all ? "every token" : "every token of a document but the first, which is given";
        if (!text.around().isEmpty()) {
            return counted + "; those around documents, too, which have neither characters nor bytes";
        }
        return all ? counted + "; there are no special ones" : counted;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
