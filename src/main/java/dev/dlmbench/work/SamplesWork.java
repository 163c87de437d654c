package dev.dlmbench.work;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Trace;
import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Draws text from a model. */
record SamplesWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Samples) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Samples spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        SamplingSpec sampling = spec.sampling();
        Seeds seeds = new Seeds(spec.seed()).child("samples");
        int prompt = model.condition(sampling, 0, seeds).prompt();
        List<DrawnSequence> samples = new ArrayList<>();
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        Sampler sampler = new Sampler(
                model.process(spec.blockSize()),
                sampling,
                model.samplerSetup(spec.blockSize(), sampling, denoiser),
                models.companion());
        while (samples.size() < sampling.samples()) {
            int batch = Math.min(sampling.batch(), sampling.samples() - samples.size());
            int first = samples.size();
            List<SequenceCondition> asked = IntStream.range(first, first + batch)
                    .mapToObj(number -> model.condition(sampling, number, seeds))
                    .toList();
            samples.addAll(sampler.draw(denoiser, asked, seeds, first, Watcher.NONE));
            place.progress("sampling", samples.size(), sampling.samples(), "");
        }
        List<dev.dlmbench.results.Sample> lines = new ArrayList<>();
        for (DrawnSequence sample : samples) {
            lines.add(new dev.dlmbench.results.Sample(
                    lines.size(),
                    text.tokenizer().decode(sample.tokens()),
                    Names.of(sample.ending()),
                    sample.calls().byRole()));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SAMPLES), lines);
        JsonLines.write(
                place.folder().resolve(NodeFiles.TOKENS),
                samples.stream().map(DrawnSequence::tokens).toList());
        if (sampling.traces() > 0) {
            JsonLines.write(
                    place.folder().resolve(NodeFiles.TRACES),
                    traces(samples.subList(0, Math.min(sampling.traces(), samples.size())), text));
        }
        Map<String, String> conditions = Map.of("side-by-side", Integer.toString(sampling.batch()));
        return List.of(
                Means.of(Metric.NFE, calls(samples, Calls::predicting), conditions),
                Means.of(Metric.NFE_DRAWING, calls(samples, Calls::drawing), conditions),
                Means.of(Metric.NFE_ALL, calls(samples, Calls::all), conditions),
                Means.of(Metric.STEPS, calls(samples, Calls::steps), conditions),
                tokensPerCall(samples, prompt, conditions),
                length(samples, text, sampling, prompt));
    }

    /** Sums first and divides once: the mean of ratios would count short samples for as much as long ones. */
    static Measurement tokensPerCall(List<DrawnSequence> samples, int prompt, Map<String, String> conditions) {
        double[] predicting = calls(samples, Calls::predicting);
        if (Arrays.stream(predicting).sum() == 0) {
            return Measurement.absent(Metric.TPF, "no network is called");
        }
        PooledRate rate = PooledRate.of(
                samples.stream()
                        .mapToDouble(sample -> sample.tokens().length - prompt)
                        .toArray(),
                predicting);
        return Measurement.of(Metric.TPF, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions)
                .detailed(Map.of("commits", "calls that only commit tokens to the cache are not counted"));
    }

    /**
     * Returns the mean length behind the prompt; where it is free, with its histogram and that of the text's pieces.
     */
    private static Measurement length(
            List<DrawnSequence> samples, PreparedText text, SamplingSpec sampling, int prompt) {
        List<Integer> lengths =
                samples.stream().map(sample -> sample.tokens().length - prompt).toList();
        Measurement mean = Means.of(
                Metric.LENGTH,
                lengths.stream().mapToDouble(Integer::doubleValue).toArray(),
                Map.of());
        if (!sampling.stopping().free()) {
            return mean;
        }
        int[] stop = text.tokenizer().encode(sampling.stopping().text());
        List<Integer> pieces = Lengths.pieces(
                text.train().tokens(), Arrays.stream(stop).boxed().toList());
        long stopped = samples.stream()
                .filter(sample -> sample.ending() == DrawnSequence.Ending.STOP)
                .count();
        return mean.detailed(Map.of(
                "histogram", Lengths.histogram(lengths),
                "median", Integer.toString(Lengths.median(lengths)),
                "stopped", Long.toString(stopped),
                "text-histogram", Lengths.histogram(pieces),
                "text-median", Integer.toString(Lengths.median(pieces)),
                "text-pieces", Integer.toString(pieces.size())));
    }

    private static double[] calls(List<DrawnSequence> samples, ToLongFunction<Calls> count) {
        return samples.stream()
                .mapToDouble(sample -> count.applyAsLong(sample.calls()))
                .toArray();
    }

    private static List<Trace> traces(List<DrawnSequence> samples, PreparedText text) {
        List<Trace> traces = new ArrayList<>();
        for (DrawnSequence sample : samples) {
            traces.add(new Trace(
                    traces.size(), sample.tokens().length, TraceLines.steps(sample.steps(), text.tokenizer())));
        }
        return traces;
    }
}
