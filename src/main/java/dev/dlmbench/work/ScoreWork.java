package dev.dlmbench.work;

import dev.dlmbench.evaluation.Evaluator;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.evaluation.ProtocolScores;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Has samples scored by an evaluator: what is behind their prompt, given the prompt. */
record ScoreWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Score) spec, models, place);
        }
    }

    private List<Measurement> compute(NodeSpec.Score spec, Models models, WorkerContext place) throws IOException {
        List<int[]> samples = JsonLines.read(place.input(spec.samples()).resolve(NodeFiles.TOKENS), int[].class);
        PreparedText text = cache.text(((NodeSpec.Data) place.spec(spec.data())).data(), place);
        String prompt =
                ((NodeSpec.Samples) place.spec(spec.samples())).sampling().prompt();
        int known = text.tokenizer().encode(prompt).length;
        double[] lengths =
                samples.stream().mapToDouble(sample -> sample.length - known).toArray();
        double[] entropies = samples.stream()
                .mapToDouble(sample -> TextStatistics.unigramEntropy(Arrays.copyOfRange(sample, known, sample.length)))
                .toArray();
        // what is drawn behind one prompt is another quantity than what is drawn behind another, or behind none
        Map<String, String> prompted = prompt.isEmpty() ? Map.of() : Map.of("prompt", prompt);
        Scored scored = spec.publishedEvaluator().isPresent()
                ? published(spec, samples, text, prompt, place)
                : own(evaluator(models, text).score(samples, known).nats(), lengths, spec);
        write(scored, entropies, place);
        Map<String, String> judged = new TreeMap<>(prompted);
        judged.putAll(scored.conditions());
        List<Measurement> measured = new ArrayList<>(List.of(
                Measurement.of(
                        Metric.GEN_PPL,
                        scored.perplexity().value(),
                        Bound.EXACT,
                        scored.perplexity().texts(),
                        scored.perplexity().standardError(),
                        judged),
                Means.of(Metric.ENTROPY, entropies, prompted)));
        if (text.source().orElse(null) instanceof MarkovSource source) {
            measured.addAll(againstSource(samples, known, lengths, source, prompted));
        }
        return measured;
    }

    /**
     * What an evaluator found.
     *
     * @param nats of each sample
     * @param tokens of each that count
     * @param pooled whether the perplexity is that of all nats and tokens together
     * @param conditions that set it apart from another evaluator's
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Scored(
            double[] nats,
            double[] tokens,
            boolean pooled,
            ProtocolScores.Perplexity perplexity,
            Map<String, String> conditions) {}

    private static Scored own(double[] nats, double[] lengths, NodeSpec.Score spec) {
        PooledRate rate = PooledRate.of(nats, lengths);
        double perplexity = Math.exp(rate.value());
        return new Scored(
                nats,
                lengths,
                true,
                new ProtocolScores.Perplexity(perplexity, perplexity * rate.standardError(), rate.texts()),
                Map.of("evaluator", spec.evaluator().orElse(NodeKind.ORACLE.id())));
    }

    private Scored published(
            NodeSpec.Score spec, List<int[]> samples, PreparedText text, String prompt, WorkerContext place)
            throws IOException {
        PublishedScoring scoring =
                new PublishedScoring(spec.publishedEvaluator().orElseThrow(), spec.engine(), cache, place);
        ProtocolScores scores = scoring.score(samples, text.tokenizer(), prompt);
        return new Scored(
                scores.nats(),
                scores.tokens(),
                !scores.protocol().meanOfTexts(),
                scores.perplexity(),
                scoring.conditions());
    }

    /** Keeps what was found of each sample, unless the value does not follow from it. */
    private static void write(Scored scored, double[] entropies, WorkerContext place) throws IOException {
        if (!scored.pooled()) {
            return;
        }
        List<SampleScore> lines = new ArrayList<>();
        for (int i = 0; i < scored.nats().length; i++) {
            lines.add(new SampleScore(i, (long) scored.tokens()[i], scored.nats()[i], entropies[i]));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SCORES), lines);
    }

    private static CandidateScore evaluator(Models models, PreparedText text) throws IOException {
        Optional<ModelSource> model = models.find(ModelRole.EVALUATOR);
        return model.isEmpty()
                ? CandidateScore.of(text.source().orElseThrow())
                : new Evaluator(
                        models.denoiser(ModelRole.EVALUATOR), model.get().sequence(), ModelCache.SCORED_TOGETHER);
    }

    private static List<Measurement> againstSource(
            List<int[]> samples, int known, double[] lengths, MarkovSource source, Map<String, String> prompted) {
        PooledRate rate =
                PooledRate.of(CandidateScore.of(source).score(samples, known).nats(), lengths);
        double distance =
                TextStatistics.variation(TextStatistics.pairs(samples, source.symbols(), known), source.pairs());
        return List.of(
                Measurement.of(
                        Metric.ORACLE_NLL, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), prompted),
                Measurement.of(Metric.ORACLE_TV, distance, samples.size(), prompted));
    }
}
