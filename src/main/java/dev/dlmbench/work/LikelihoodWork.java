package dev.dlmbench.work;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.DocumentLikelihood;
import dev.dlmbench.evaluation.Likelihood;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.evaluation.Sandwich;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.SoftMaskedDiffusion;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        GenerativeProcess process = model.process(spec.blockSize());
        Optional<Sampler> sampler = spec.sampler()
                .map(parts -> new Sampler(process, parts, model.samplerSetup(spec.blockSize(), parts, denoiser)));
        Likelihood likelihood = new Likelihood(process, spec.likelihood(), ModelCache.SCORED_TOGETHER, sampler);
        List<DocumentLikelihood> scores = likelihood.score(
                denoiser,
                documents,
                text::context,
                new Seeds(spec.seed()).child("likelihood"),
                (done, round) ->
                        place.progress("likelihood", done, documents.size(), round == 1 ? "" : "round " + round));
        keep(place, NodeFiles.DOCUMENTS, scores);
        List<Sandwich.Ends> ends = ends(spec, process, denoiser, text, place);
        if (!ends.isEmpty()) {
            keep(place, NodeFiles.LOWER, ends.stream().map(Sandwich.Ends::low).toList());
        }
        Measured measured = new Measured(
                nats(scores),
                nats(ends.stream().map(Sandwich.Ends::low).toList()),
                bound(likelihood),
                Means.order(model.spec().data()),
                details(spec, likelihood, scores, ends, text));
        Map<String, String> conditions = conditions(likelihood, process, model);
        double[] tokens =
                scores.stream().mapToDouble(DocumentLikelihood::tokens).toArray();
        return List.of(
                measured.as(Metric.NLL, tokens, 1, false, conditions),
                measured.as(Metric.PPL, tokens, 1, true, conditions),
                bits(Metric.BPC, measured, likelihood, text, conditions),
                bits(Metric.BPB, measured, likelihood, text, ofBytes(conditions, text)));
    }

    /** Returns what bounds the likelihoods from both sides, document by document; empty where nobody asks for it. */
    private static List<Sandwich.Ends> ends(
            NodeSpec.Likelihood spec,
            GenerativeProcess process,
            Denoiser denoiser,
            PreparedText text,
            WorkerContext place) {
        int orders = spec.likelihood().sandwich();
        if (orders == 0) {
            return List.of();
        }
        List<int[]> documents = text.test();
        int given = spec.likelihood().firstToken().given();
        return new Sandwich(process, orders, ModelCache.SCORED_TOGETHER)
                .score(
                        denoiser,
                        documents,
                        document -> Math.max(given, text.context(document)),
                        new Seeds(spec.seed()).child("sandwich"),
                        (done, round) -> place.progress("sandwich", done, documents.size(), "round " + round));
    }

    private static void keep(WorkerContext place, String file, List<DocumentLikelihood> scores) throws IOException {
        JsonLines.write(
                place.folder().resolve(file),
                scores.stream()
                        .map(score -> new DocumentScore(
                                score.document(),
                                score.tokens(),
                                score.nats(),
                                finite(score.standardError()),
                                finite(score.even()),
                                finite(score.odd())))
                        .toList());
    }

    private static double[] nats(List<DocumentLikelihood> scores) {
        return scores.stream().mapToDouble(DocumentLikelihood::nats).toArray();
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
        double[] sizes = IntStream.range(0, documents.size())
                .mapToDouble(d -> count.applyAsLong(spelled(d, likelihood, text)))
                .toArray();
        Measurement bits = measured.as(metric, sizes, 1 / Math.log(2), false, conditions);
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
     * @param low what bounds the nats of each document from below; empty where nothing does
     * @param bound what the nats are
     * @param order of the documents
     * @param details of how they were found
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Measured(
            double[] nats, double[] low, Bound bound, DocumentOrder order, Map<String, String> details) {
        private PooledRate rate(double[] of, double[] sizes) {
            return PooledRate.of(of, sizes, order == DocumentOrder.RUNNING_TEXT);
        }

        /** Returns the nats per size in a unit of so many a nat, or the exponential of that. */
        Measurement as(
                Metric metric, double[] sizes, double unit, boolean exponential, Map<String, String> conditions) {
            PooledRate rate = rate(nats, sizes);
            double value = exponential ? Math.exp(rate.value()) : unit * rate.value();
            double error = rate.standardError() * (exponential ? value : unit);
            Map<String, String> all = new LinkedHashMap<>(details);
            all.putAll(order.details(rate.degrees()));
            if (low.length > 0) {
                double lower = rate(low, sizes).value();
                all.put(Measurement.LOWER, Double.toString(exponential ? Math.exp(lower) : unit * lower));
            }
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

    private static Bound bound(Likelihood likelihood) {
        return likelihood.exact() ? Bound.EXACT : likelihood.score() ? Bound.SCORE : Bound.UPPER;
    }

    private static Map<String, String> conditions(Likelihood likelihood, GenerativeProcess process, ModelSource model) {
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("text", model.text().hash());
        conditions.put("precision", model.precision());
        if (likelihood.given() > 0) { // where all is scored, values keep the definition that they always had
            conditions.put("first-token", Names.of(likelihood.spec().firstToken()));
        }
        if (likelihood.score()) {
            SoftMaskSpec soft = ((SoftMaskedDiffusion) process).spec();
            conditions.put(
                    Measurement.SCORE,
                    "cross-entropy under masks by " + Names.of(soft.by()) + ", strength " + soft.strength());
        }
        return conditions;
    }

    private static Map<String, String> details(
            NodeSpec.Likelihood spec,
            Likelihood likelihood,
            List<DocumentLikelihood> scores,
            List<Sandwich.Ends> ends,
            PreparedText text) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("estimator", likelihood.spec().estimator().id());
        if (!spec.likelihood().estimator().ofSampler()) {
            details.put("window", "all rates");
        }
        SamplerWords.of(spec).ifPresent(words -> details.put(Measurement.OF_SAMPLER, words));
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
        if (!ends.isEmpty()) {
            sandwich(spec.likelihood(), ends, details);
        }
        if (!text.contexts().isEmpty()) {
            details.put("context", "tokens that the window before has are context");
        }
        return details;
    }

    /** Says what lies between the ends, in nats per token, and how far noise leaves each open. */
    private static void sandwich(LikelihoodSpec likelihood, List<Sandwich.Ends> ends, Map<String, String> details) {
        double tokens = ends.stream().mapToDouble(end -> end.low().tokens()).sum();
        List<DocumentLikelihood> low = ends.stream().map(Sandwich.Ends::low).toList();
        List<DocumentLikelihood> high = ends.stream().map(Sandwich.Ends::high).toList();
        double lower = Arrays.stream(nats(low)).sum() / tokens;
        double upper = Arrays.stream(nats(high)).sum() / tokens;
        double surrogate = ends.stream().mapToDouble(Sandwich.Ends::surrogate).sum() / tokens;
        double nelbo = ends.stream().mapToDouble(Sandwich.Ends::nelbo).sum() / tokens;
        details.put("sandwich-orders", Integer.toString(likelihood.sandwich()));
        details.put("sandwich-lower", Double.toString(lower));
        details.put("sandwich-lower-noise", Double.toString(Likelihood.noise(low)));
        details.put("sandwich-upper", Double.toString(upper));
        details.put("sandwich-upper-noise", Double.toString(Likelihood.noise(high)));
        details.put("sandwich-nelbo", Double.toString(nelbo));
        details.put("sandwich-surrogate", Double.toString(surrogate));
        details.put("sandwich-surrogate-gap", Double.toString(surrogate - lower));
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
