package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.TextStates;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.MauveEstimate;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds samples against as many test documents of their length, by what an evaluator makes of both. */
record MauveWork(ModelCache cache) implements NodeWork {
    /** The draws of k-means and the halves are the same for all samples. */
    private static final Seeds SEEDS = new Seeds(0).child("mauve");

    /** The condition that says which states stand for a text. */
    private static final String STATES = "states";

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        DistributionSpec.Mauve asked = (DistributionSpec.Mauve) spec;
        Drawn drawn = Drawn.of(asked, cache, place);
        if (!drawn.alike()) {
            throw new InvalidSettingException("mauve compares texts of one length, and the samples are of several:"
                    + " sampling.stop.text and sampling.stop.entropy must not be set");
        }
        List<int[]> excerpts = drawn.excerpts();
        List<int[]> all =
                Stream.concat(drawn.texts().stream(), excerpts.stream()).toList();
        Map<String, String> conditions = new TreeMap<>(drawn.conditions());
        conditions.put("text", drawn.text().testHash());
        double[][] states;
        if (asked.publishedEvaluator().isPresent()) {
            PublishedScoring evaluator =
                    new PublishedScoring(asked.publishedEvaluator().get(), asked.engine(), cache, place);
            states = evaluator.states(all, drawn.text().tokenizer());
            conditions.putAll(evaluator.conditions());
            conditions.put(STATES, Names.of(TextStates.Pooling.LAST));
        } else {
            states = own(asked, all, place);
            conditions.put(STATES, Names.of(TextStates.Pooling.MEAN));
            conditions.put("evaluator", asked.evaluator().orElseThrow());
        }
        place.progress("clusters", 0, 1, "");
        int n = drawn.texts().size();
        MauveEstimate found = MauveEstimate.of(
                Arrays.copyOf(states, n), Arrays.copyOfRange(states, n, 2 * n), SEEDS.stream("clusters"));
        Map<String, String> details = new TreeMap<>(DocumentOrder.known(found.degrees()));
        details.put("unsmoothed", Double.toString(found.unsmoothed()));
        details.put("scatter-of-clusters", Double.toString(found.scatter()));
        details.put("clusters", Integer.toString(found.clusters()));
        details.put("components", Integer.toString(found.components()));
        return List.of(Measurement.of(Metric.MAUVE, found.value(), Bound.EXACT, n, found.standardError(), conditions)
                .detailed(details));
    }

    private double[][] own(DistributionSpec.Mauve spec, List<int[]> texts, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            if (models.denoiser(ModelRole.EVALUATOR) instanceof NetworkDenoiser network) {
                return new TextStates(
                                network,
                                OptionalInt.of(network.tokens()),
                                models.source(ModelRole.EVALUATOR).sequence(),
                                TextStates.Pooling.MEAN,
                                ModelCache.SCORED_TOGETHER)
                        .of(texts);
            }
            throw new IllegalArgumentException("the evaluator is no network");
        }
    }
}
