package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.Window;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.training.Variances;
import dev.dlmbench.training.WindowSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures how much the loss varies under every window of mask rates, and the gradient under all rates and the model's
 * own window.
 */
record VarianceWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Variance) spec, models.network(ModelRole.MODEL), place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Variance spec, NetworkSource model, WorkerContext place)
            throws IOException {
        TrainingSource training = model.training();
        Objective objective = training.objective();
        Seeds seeds = new Seeds(spec.seed()).child("variance");
        Variances variances =
                new Variances(model.weights(), objective, spec.variance().batches(), training.validation(seeds), seeds);
        TorchSession session = model.session();
        int size = Math.max(1, spec.blockSize());
        boolean windows = objective
                .process()
                .as(MaskedSpec.class)
                .filter(masked -> masked.steps() == 0)
                .isPresent();
        List<Window> candidates = windows ? WindowSearch.windows(size) : List.of(Window.FULL);
        List<Measurement> measured = new ArrayList<>();
        place.progress("variance of losses", 0, 1, "");
        List<Double> found = variances.ofBlocks(session, size, candidates);
        for (int i = 0; i < candidates.size(); i++) {
            measured.add(measurement(Metric.NELBO_VARIANCE, found.get(i), candidates.get(i), spec));
        }
        place.progress("variance of gradients", 0, 1, "");
        Set<Window> steps =
                new LinkedHashSet<>(List.of(Window.FULL, objective.spec().clip()));
        for (Window window : windows ? steps : Set.of(Window.FULL)) {
            double variance = variances.ofGradient(session, size, window);
            measured.add(measurement(Metric.GRADIENT_VARIANCE, variance, window, spec));
        }
        return measured;
    }

    private static Measurement measurement(Metric metric, double value, Window window, NodeSpec.Variance spec) {
        int batches = spec.variance().batches();
        return Measurement.of(metric, value, batches, Map.of("window", window.toString()));
    }
}
