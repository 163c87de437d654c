package dev.dlmbench.work;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.text.Diversity;
import dev.dlmbench.text.SelfBleu;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Counts n-grams of samples, behind their prompt, and of as many test documents of their length. */
record DiversityWork(ModelCache cache) implements NodeWork {
    /** The detail that says what the same number is for test documents. */
    private static final String TEST_TEXT = "test-text";

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        Drawn drawn = Drawn.of((DistributionSpec) spec, cache, place);
        List<int[]> excerpts = drawn.comparable() ? drawn.excerpts() : List.of();
        List<double[]> novelties = Diversity.novelties(
                List.of(drawn.texts(), excerpts), drawn.text().train());
        List<Measurement> measured = new ArrayList<>(measured(drawn.texts(), novelties.get(0), drawn));
        if (!excerpts.isEmpty()) {
            List<Measurement> ofText = measured(excerpts, novelties.get(1), drawn);
            for (int i = 0; i < measured.size(); i++) {
                Double value = ofText.get(i).value();
                if (value != null) {
                    measured.set(i, measured.get(i).detailed(Map.of(TEST_TEXT, Double.toString(value))));
                }
            }
        }
        return measured;
    }

    private static List<Measurement> measured(List<int[]> texts, double[] novelties, Drawn drawn) {
        Map<String, String> together = drawn.conditions();
        List<Measurement> measured = new ArrayList<>();
        double[] distinct = Diversity.distinct(texts);
        for (int n = 1; n <= distinct.length; n++) {
            Map<String, String> conditions = new TreeMap<>(together);
            conditions.put("n", Integer.toString(n));
            measured.add(Measurement.of(Metric.DISTINCT_N, distinct[n - 1], texts.size(), conditions));
        }
        OptionalDouble bleu = SelfBleu.of(texts);
        measured.add(
                bleu.isPresent()
                        ? Measurement.of(Metric.SELF_BLEU, bleu.getAsDouble(), texts.size(), together)
                        : Measurement.absent(Metric.SELF_BLEU, "fewer than two samples have four tokens"));
        measured.add(mean(Metric.REPETITION, Diversity.repetitions(texts), drawn.each()));
        measured.add(mean(
                Metric.LONGEST_REPEAT,
                texts.stream().mapToDouble(Diversity::longestRepeat).toArray(),
                drawn.each()));
        Map<String, String> learnt = new TreeMap<>(drawn.each());
        learnt.put("text", drawn.text().hash());
        measured.add(mean(Metric.NOVELTY, novelties, learnt));
        return measured;
    }

    private static Measurement mean(Metric metric, double[] values, Map<String, String> conditions) {
        return values.length == 0
                ? Measurement.absent(metric, "no sample has four tokens")
                : Means.of(metric, values, conditions);
    }
}
