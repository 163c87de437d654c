package dev.dlmbench.work;

import dev.dlmbench.evaluation.DecodingSetup;
import dev.dlmbench.evaluation.DecodingTimer;
import dev.dlmbench.evaluation.ForkedTimes;
import dev.dlmbench.evaluation.Invariance;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Times decoding. */
public record LatencyWork(ModelCache cache) implements NodeWork {
    private static final double MILLIS = 1000;

    /** Sequences drawn side by side to see whether that matters, where decoding is timed one at a time only. */
    private static final int FEW_BESIDE = 8;

    /** Sequences drawn side by side at most to see that; each is drawn alone, too. */
    private static final int MOST_BESIDE = 16;

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        return compute((NodeSpec.Latency) spec, place);
    }

    private List<Measurement> compute(NodeSpec.Latency spec, WorkerContext place) throws IOException {
        DecodingSetup setup = setup(cache, spec, place);
        List<DecodingTimes> all = new ArrayList<>();
        List<Measurement> measured = new ArrayList<>();
        for (int batch : spec.latency().batchSizes()) {
            place.progress("timing", all.size(), spec.latency().batchSizes().size(), "batch " + batch);
            DecodingTimer.Times times = DecodingTimer.time(setup, spec.latency(), batch, place.scratch());
            all.add(new DecodingTimes(times.batch(), times.forks(), times.firsts(), times.engine()));
            times.engine().forEach(place::provenance);
            measured.addAll(timed(times, spec.latency().prompted()));
        }
        measured.addAll(invariance(setup, spec, place));
        place.provenance(DecodingTimes.REGION, DecodingTimer.TIMED);
        place.provenance("jvm flags", String.join(" ", ForkedTimes.JVM_FLAGS));
        JsonLines.write(place.folder().resolve(NodeFiles.LATENCY), all);
        return measured;
    }

    /** Returns what another JVM needs to decode as {@code spec} says. */
    public static DecodingSetup setup(ModelCache cache, NodeSpec.Latency spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            NetworkSource model = models.network(ModelRole.MODEL);
            List<Double> losses = spec.sampling().plan().needsLosses()
                    ? model.countLosses(spec.blockSize(), models.denoiser(ModelRole.MODEL))
                    : List.of();
            boolean answers = spec.latency().prompted();
            return new DecodingSetup(
                    model.file().kept(place).toAbsolutePath().toString(),
                    model.spec().backbone(),
                    model.spec().process(),
                    spec.blockSize(),
                    model.tokens(),
                    model.sequence(),
                    model.spec().engine(),
                    spec.sampling(),
                    answers ? model.answerSetup(spec.sampling(), losses) : model.samplerSetup(spec.sampling(), losses),
                    answers ? prompts(model.text()) : List.of(),
                    models.find(ModelRole.COMPANION).isEmpty()
                            ? null
                            : other(models.network(ModelRole.COMPANION), place));
        }
    }

    private static DecodingSetup.Other other(NetworkSource model, WorkerContext place) throws IOException {
        return new DecodingSetup.Other(
                model.file().kept(place).toAbsolutePath().toString(),
                model.spec().backbone(),
                model.spec().process(),
                model.sequence());
    }

    /** Returns which share of the tokens depends on the batch, and which on the cache. */
    private List<Measurement> invariance(DecodingSetup setup, NodeSpec.Latency spec, WorkerContext place)
            throws IOException {
        int largest = Collections.max(spec.latency().batchSizes());
        int batch = largest == 1 ? FEW_BESIDE : Math.min(largest, MOST_BESIDE);
        place.progress("invariance", 0, 1, "batch " + batch);
        try (Models models = cache.models(spec, place)) {
            Invariance.Shares shares =
                    new Invariance(setup, batch, models.companion()).measure(models.denoiser(ModelRole.MODEL));
            Map<String, String> conditions = Map.of(
                    "side-by-side",
                    Integer.toString(batch),
                    "precision",
                    models.network(ModelRole.MODEL).precision());
            return List.of(
                    Means.of(Metric.BATCH_INVARIANCE, shares.ofBatch(), conditions),
                    shares.ofCache()
                            .map(each -> Means.of(Metric.CACHE_EXACTNESS, each, conditions))
                            .orElseGet(() -> Measurement.absent(
                                    Metric.CACHE_EXACTNESS,
                                    "sequences outgrow the window, so that the cache slides and keeps what cannot be"
                                            + " computed anew")));
        }
    }

    private static List<List<Integer>> prompts(PreparedText text) {
        return IntStream.range(0, text.test().size())
                .mapToObj(i -> Arrays.stream(text.test().get(i), 0, text.context(i))
                        .boxed()
                        .toList())
                .toList();
    }

    /**
     * Returns what the JVMs' medians tell.
     *
     * @param answers whether sequences are answers to the examples of a task
     */
    static List<Measurement> timed(DecodingTimer.Times times, boolean answers) {
        List<Measurement> measured = new ArrayList<>();
        measured.add(overForks(
                Metric.THROUGHPUT,
                Arrays.stream(times.tokenMedians())
                        .map(median -> MILLIS / median)
                        .toArray(),
                times));
        if (answers) {
            measured.add(overForks(
                    Metric.ANSWERS_PER_SECOND,
                    Arrays.stream(times.medians())
                            .map(median -> MILLIS * times.batch() / median)
                            .toArray(),
                    times));
        }
        if (times.batch() == 1) {
            measured.add(overForks(Metric.LATENCY, times.medians(), times));
            measured.add(overForks(Metric.TTFB, times.firstMedians(), times));
        }
        return measured;
    }

    private static Measurement overForks(Metric metric, double[] values, DecodingTimer.Times times) {
        Map<String, String> conditions =
                Map.of("batch", Integer.toString(times.batch()), "jvm flags", String.join(" ", ForkedTimes.JVM_FLAGS));
        double standardError = values.length < 2 ? Double.NaN : Moments.standardError(values);
        return Measurement.of(metric, Moments.mean(values), Bound.EXACT, values.length, standardError, conditions)
                .detailed(Map.of("decodings", Integer.toString(times.count())));
    }
}
