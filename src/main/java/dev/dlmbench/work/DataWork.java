package dev.dlmbench.work;

import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.text.PreparedExamples;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * States the facts about a text: its unigram entropy and, where the source is known, its entropy rate and true
 * likelihood.
 */
record DataWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) {
        return compute((NodeSpec.Data) spec, place);
    }

    private List<Measurement> compute(NodeSpec.Data spec, WorkerContext place) {
        PreparedText text = cache.text(spec.data(), place);
        List<int[]> documents = text.test();
        Map<String, String> conditions = Map.of("text", text.hash());
        List<Measurement> measured = new ArrayList<>();
        int given = spec.data().corpus().given();
        List<int[]> measurable = documents.stream()
                .map(document -> Arrays.copyOfRange(document, given, document.length))
                .toList();
        double[] entropies =
                measurable.stream().mapToDouble(TextStatistics::unigramEntropy).toArray();
        Measurement entropy = Means.ofDocuments(Metric.DATA_ENTROPY, entropies, Means.order(spec.data()), conditions);
        Map<String, String> details = new TreeMap<>(entropy.details());
        details.putAll(text.examples().map(PreparedExamples::facts).orElse(Map.of()));
        measured.add(entropy.detailed(details));
        text.source().ifPresent(source -> {
            OptionalDouble rate = source.entropyRate();
            measured.add(
                    rate.isPresent()
                            ? Measurement.of(Metric.ENTROPY_RATE, rate.getAsDouble(), 1, conditions)
                            : Measurement.absent(Metric.ENTROPY_RATE, "not known exactly for this source"));
            PooledRate truth = PooledRate.of(
                    CandidateScore.of(source).score(documents, given).nats(), Means.lengths(measurable));
            measured.add(Measurement.of(
                    Metric.TRUE_NLL, truth.value(), Bound.EXACT, truth.texts(), truth.standardError(), conditions));
        });
        return measured;
    }
}
