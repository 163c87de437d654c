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
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.ExactSource;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextStatistics;
import dev.dlmbench.text.TopicsSource;
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
        SamplingSpec sampling = ((NodeSpec.Samples) place.spec(spec.samples())).sampling();
        String prompt = sampling.prompt();
        Optional<TopicsSource> topics =
                text.source().filter(TopicsSource.class::isInstance).map(TopicsSource.class::cast);
        int known = text.tokenizer().encode(prompt).length + (topics.isPresent() ? 1 : 0);
        double[] lengths =
                samples.stream().mapToDouble(sample -> sample.length - known).toArray();
        double[] entropies = samples.stream()
                .mapToDouble(sample -> TextStatistics.unigramEntropy(Arrays.copyOfRange(sample, known, sample.length)))
                .toArray();
        // what is drawn behind one prompt is another quantity than what is drawn behind another, or behind none
        Map<String, String> prompted = new TreeMap<>(prompt.isEmpty() ? Map.of() : Map.of("prompt", prompt));
        topics.ifPresent(source -> prompted.put("class", sampling.guidance().topic()));
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
            measured.add(underSource(samples, known, lengths, source, prompted));
            double distance =
                    TextStatistics.variation(TextStatistics.pairs(samples, source.symbols(), known), source.pairs());
            measured.add(Measurement.of(Metric.ORACLE_TV, distance, samples.size(), prompted));
        }
        topics.ifPresent(source -> measured.addAll(againstClasses(samples, known, lengths, source, prompted)));
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

    private static Measurement underSource(
            List<int[]> samples, int known, double[] lengths, ExactSource source, Map<String, String> prompted) {
        PooledRate rate =
                PooledRate.of(CandidateScore.of(source).score(samples, known).nats(), lengths);
        return Measurement.of(
                Metric.ORACLE_NLL, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), prompted);
    }

    private static List<Measurement> againstClasses(
            List<int[]> samples, int known, double[] lengths, TopicsSource source, Map<String, String> prompted) {
        double[] right = samples.stream()
                .mapToDouble(sample -> TopicsSource.label(source.likeliest(sample)) == sample[0] ? 1 : 0)
                .toArray();
        int behindLetter = Math.max(known, 2); // the first letter is behind a label, which makes no pair with it
        double distance = 0;
        for (int topic = 0; topic < source.classes(); topic++) {
            int label = TopicsSource.label(topic);
            List<int[]> its =
                    samples.stream().filter(sample -> sample[0] == label).toList();
            if (!its.isEmpty()) {
                distance += TextStatistics.variation(
                                TextStatistics.pairs(its, source.symbols(), behindLetter), source.pairs(topic))
                        * its.size()
                        / samples.size();
            }
        }
        return List.of(
                underSource(samples, known, lengths, source, prompted),
                Means.of(Metric.CONTROL, right, prompted),
                Measurement.of(Metric.CLASS_TV, distance, samples.size(), prompted));
    }
}
