package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.LossProfile;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sorts a model's losses. */
record ProfileWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Profile) spec, models);
        }
    }

    private static List<Measurement> compute(NodeSpec.Profile spec, Models models) throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        int[] classes = frequencyClasses(text.train().counts(text.tokenizer().tokens()));
        LossProfile profile =
                new LossProfile(model.process(spec.blockSize()), spec.draws(), ModelCache.SCORED_TOGETHER);
        DocumentOrder order = Means.order(model.spec().data());
        boolean running = order == DocumentOrder.RUNNING_TEXT;
        Seeds seeds = new Seeds(spec.seed()).child("profile");
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        return profile.measure(denoiser, text.test(), running, token -> classes[token], seeds).stream()
                .map(row -> measurement(row, text.hash())
                        .detailed(order.details(row.rate().degrees())))
                .toList();
    }

    private static Measurement measurement(LossProfile.Row row, String text) {
        Metric metric =
                switch (row.axis()) {
                    case TIME -> Metric.LOSS_TIME;
                    case POSITION -> Metric.LOSS_POSITION;
                    case FREQUENCY -> Metric.LOSS_FREQUENCY;
                };
        return Measurement.of(
                metric,
                row.rate().value(),
                Bound.UPPER,
                row.rate().texts(),
                row.rate().standardError(),
                Map.of("text", text, "at", Double.toString(row.at())));
    }

    /** Returns the class of every token's frequency: c for shares of the text from 2^-(c+1) to 2^-c. */
    private static int[] frequencyClasses(long[] counts) {
        long all = Arrays.stream(counts).sum();
        int[] classes = new int[counts.length];
        for (int token = 0; token < counts.length; token++) {
            double share = (double) Math.max(1, counts[token]) / all;
            classes[token] = (int) Math.floor(-Math.log(share) / Math.log(2));
        }
        return classes;
    }
}
