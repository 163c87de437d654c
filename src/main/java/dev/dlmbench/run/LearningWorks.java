package dev.dlmbench.run;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.DecodingSetup;
import dev.dlmbench.evaluation.DecodingTimer;
import dev.dlmbench.evaluation.ForkedTimes;
import dev.dlmbench.evaluation.Judge;
import dev.dlmbench.evaluation.Likelihood;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.evaluation.ResidentMemory;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.DocumentScore;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.results.SampleScore;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.Sample;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TextStatistics;
import dev.dlmbench.text.TokenStream;
import dev.dlmbench.training.StepRecord;
import dev.dlmbench.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

/** How every kind of node is computed with the engine: settings in, files and measurements out. */
public final class LearningWorks implements NodeWorks {
    private static final int LIKELIHOOD_BATCH = 32;

    private final Workbench bench;

    /** Reads texts from {@code folder}. */
    public LearningWorks(DataFolder folder) {
        this.bench = new Workbench(folder);
    }

    @Override
    public NodeWork of(NodeKind kind) {
        return switch (kind) {
            case DATA -> (spec, place) -> data((NodeSpec.Data) spec);
            case TRAIN -> (spec, place) -> train((NodeSpec.Train) spec, place);
            case LIKELIHOOD -> (spec, place) -> likelihood((NodeSpec.Likelihood) spec, place);
            case SAMPLES -> (spec, place) -> samples((NodeSpec.Samples) spec, place);
            case SCORE -> (spec, place) -> score((NodeSpec.Score) spec, place);
            case LATENCY -> (spec, place) -> latency((NodeSpec.Latency) spec, place);
        };
    }

    private List<Measurement> data(NodeSpec.Data spec) {
        PreparedText text = bench.text(spec.data());
        List<int[]> documents = text.heldOut();
        Map<String, String> conditions = Map.of("text", text.hash());
        List<Measurement> measured = new ArrayList<>();
        double[] entropies =
                documents.stream().mapToDouble(TextStatistics::unigramEntropy).toArray();
        measured.add(mean(Metric.DATA_ENTROPY, entropies, conditions));
        text.source().ifPresent(source -> {
            OptionalDouble rate = source.entropyRate();
            measured.add(
                    rate.isPresent()
                            ? Measurement.of(Metric.ENTROPY_RATE, rate.getAsDouble(), 1, conditions)
                            : Measurement.absent(Metric.ENTROPY_RATE, "not known exactly for this source"));
            PooledRate truth = PooledRate.of(
                    documents.stream()
                            .mapToDouble(document -> -source.logLikelihood(document))
                            .toArray(),
                    lengths(documents));
            measured.add(Measurement.of(
                    Metric.TRUE_NLL, truth.value(), Bound.EXACT, truth.texts(), truth.standardError(), conditions));
        });
        return measured;
    }

    private List<Measurement> train(NodeSpec.Train spec, Workplace place) throws IOException, InterruptedException {
        PreparedText text = bench.text(spec.data());
        place.provenance("text", text.hash());
        TokenStream stream = spec.part() == TextPart.MODELS ? text.train() : text.judge();
        Seeds seeds = new Seeds(spec.seed()).child(spec.part().name());
        int sequence = spec.data().sequence();
        Trainer trainer = new Trainer(
                spec.backbone(),
                bench.process(spec),
                spec.training(),
                sequence,
                seeds,
                step -> Batches.batch(stream, sequence, spec.training().batch(), seeds, step));
        TorchSession session = bench.session(spec.engine(), place);
        Trainer.Outcome outcome;
        try {
            outcome = trainer.train(session, place.scratch(), (record, steps, speed) -> {
                if (Thread.interrupted()) {
                    throw new CancellationException();
                }
                String detail = String.format(Locale.ROOT, "loss %.3f, %,.0f tokens/s", record.loss(), speed);
                place.progress("training", record.step(), steps, detail);
            });
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException("told to stop").initCause(e);
        }
        Path checkpoint = Files.createDirectories(place.folder().resolve(NodeFiles.CHECKPOINT));
        outcome.weights().write(checkpoint.resolve(NodeFiles.WEIGHTS));
        List<StepRecord> history = outcome.history();
        JsonLines.write(
                place.folder().resolve(NodeFiles.TRAINING),
                history.stream()
                        .map(step ->
                                new TrainingStep(step.step(), step.loss(), step.learningRate(), step.gradientNorm()))
                        .toList());
        return trained(spec, text, outcome);
    }

    private static List<Measurement> trained(NodeSpec.Train spec, PreparedText text, Trainer.Outcome outcome) {
        List<StepRecord> history = outcome.history();
        List<StepRecord> last = history.subList(history.size() - Math.max(1, history.size() / 10), history.size());
        double loss = last.stream().mapToDouble(StepRecord::loss).average().orElseThrow();
        long parameters = Weights.parameters(spec.backbone(), text.vocabulary().size());
        Map<String, String> none = Map.of();
        return List.of(
                Measurement.of(Metric.PARAMETERS, (double) parameters, 1, none),
                Measurement.of(Metric.TRAIN_LOSS, loss, last.size(), none),
                Double.isNaN(outcome.tokensPerSecond())
                        ? Measurement.absent(Metric.TRAIN_THROUGHPUT, "no step ran in the process that finished")
                        : Measurement.of(Metric.TRAIN_THROUGHPUT, outcome.tokensPerSecond(), history.size(), none),
                ResidentMemory.peak().isPresent()
                        ? Measurement.of(
                                Metric.PEAK_MEMORY, ResidentMemory.peak().getAsDouble(), 1, none)
                        : Measurement.absent(Metric.PEAK_MEMORY, "this system does not tell"));
    }

    private List<Measurement> likelihood(NodeSpec.Likelihood spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        PreparedText text = bench.text(model.data());
        List<int[]> documents = text.heldOut();
        Likelihood likelihood =
                new Likelihood(bench.process(model), spec.likelihood().draws(), LIKELIHOOD_BATCH);
        TorchSession session = bench.session(model.engine(), place);
        List<dev.dlmbench.evaluation.DocumentScore> scores;
        try (Denoiser denoiser = bench.model(model, place.input(spec.model()), session)) {
            scores = likelihood.score(
                    denoiser,
                    documents,
                    new Seeds(spec.seed()).child("likelihood"),
                    done -> place.progress("likelihood", done, documents.size(), ""));
        }
        JsonLines.write(
                place.folder().resolve(NodeFiles.DOCUMENTS),
                scores.stream()
                        .map(score -> new DocumentScore(score.document(), score.tokens(), score.nats(), null))
                        .toList());
        double[] nats = scores.stream()
                .mapToDouble(dev.dlmbench.evaluation.DocumentScore::nats)
                .toArray();
        double[] characters = documents.stream()
                .mapToDouble(document -> text.vocabulary().characterCount(document))
                .toArray();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("text", text.hash());
        conditions.put("estimator", likelihood.estimator());
        conditions.put(
                "draws",
                likelihood.exact() ? "1" : Integer.toString(spec.likelihood().draws()));
        conditions.put("precision", session.bf16() ? "bf16" : "float32");
        Bound bound = likelihood.exact() ? Bound.EXACT : Bound.UPPER;
        PooledRate rate = PooledRate.of(nats, lengths(documents));
        PooledRate bits = PooledRate.of(nats, characters);
        double perplexity = Math.exp(rate.value());
        int n = rate.texts();
        return List.of(
                Measurement.of(Metric.NLL, rate.value(), bound, n, rate.standardError(), conditions),
                Measurement.of(Metric.PPL, perplexity, bound, n, perplexity * rate.standardError(), conditions),
                Measurement.of(
                        Metric.BPC,
                        bits.value() / Math.log(2),
                        bound,
                        n,
                        bits.standardError() / Math.log(2),
                        conditions));
    }

    private List<Measurement> samples(NodeSpec.Samples spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        PreparedText text = bench.text(model.data());
        SamplingSpec sampling = spec.sampling();
        Sampler sampler = new Sampler(bench.process(model), sampling);
        Seeds seeds = new Seeds(spec.seed()).child("samples");
        List<Sample> samples = new ArrayList<>();
        try (Denoiser denoiser = bench.model(model, place.input(spec.model()), bench.session(model.engine(), place))) {
            while (samples.size() < sampling.samples()) {
                int batch = Math.min(sampling.batch(), sampling.samples() - samples.size());
                samples.addAll(sampler.draw(denoiser, batch, model.data().sequence(), seeds, samples.size()));
                place.progress("sampling", samples.size(), sampling.samples(), "");
            }
        }
        List<dev.dlmbench.results.Sample> lines = new ArrayList<>();
        for (Sample sample : samples) {
            lines.add(new dev.dlmbench.results.Sample(
                    lines.size(), text.vocabulary().decode(sample.tokens()), byRole(sample.calls())));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SAMPLES), lines);
        JsonLines.write(
                place.folder().resolve(NodeFiles.TOKENS),
                samples.stream().map(Sample::tokens).toList());
        double[] calls =
                samples.stream().mapToDouble(sample -> sample.calls().denoise()).toArray();
        return List.of(mean(Metric.NFE, calls, Map.of("side-by-side", Integer.toString(sampling.batch()))));
    }

    private static Map<String, Long> byRole(Calls calls) {
        return Map.of(
                "denoise", calls.denoise(),
                "commit", calls.commit(),
                "reused", calls.reused(),
                "queryTokens", calls.queryTokens(),
                "keyTokens", calls.keyTokens());
    }

    private List<Measurement> score(NodeSpec.Score spec, Workplace place) throws IOException {
        List<int[]> samples = JsonLines.read(place.input(spec.samples()).resolve(NodeFiles.TOKENS), int[].class);
        NodeSpec.Data data = (NodeSpec.Data) place.spec(spec.data());
        double[] nats;
        if (spec.judge().isPresent()) {
            String judge = spec.judge().get();
            NodeSpec.Train model = (NodeSpec.Train) place.spec(judge);
            try (Denoiser denoiser = bench.model(model, place.input(judge), bench.session(spec.engine(), place))) {
                nats = Judge.of(denoiser, LIKELIHOOD_BATCH).nats(samples);
            }
        } else {
            nats = Judge.of(bench.text(data.data()).source().orElseThrow()).nats(samples);
        }
        double[] entropies =
                samples.stream().mapToDouble(TextStatistics::unigramEntropy).toArray();
        List<SampleScore> lines = new ArrayList<>();
        for (int i = 0; i < nats.length; i++) {
            lines.add(new SampleScore(i, samples.get(i).length, nats[i], entropies[i]));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SCORES), lines);
        PooledRate rate = PooledRate.of(nats, lengths(samples));
        double perplexity = Math.exp(rate.value());
        Map<String, String> judged = Map.of("judge", spec.judge().orElse("oracle"));
        return List.of(
                Measurement.of(
                        Metric.GEN_PPL,
                        perplexity,
                        Bound.EXACT,
                        rate.texts(),
                        perplexity * rate.standardError(),
                        judged),
                mean(Metric.ENTROPY, entropies, Map.of()));
    }

    private List<Measurement> latency(NodeSpec.Latency spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        DecodingSetup setup = new DecodingSetup(
                Workbench.weights(place.input(spec.model())).toAbsolutePath().toString(),
                model.backbone(),
                model.process(),
                model.blockSize(),
                bench.text(model.data()).vocabulary().tokens(),
                model.data().sequence(),
                model.engine(),
                spec.sampling());
        List<DecodingTimer.Times> all = new ArrayList<>();
        List<Measurement> measured = new ArrayList<>();
        for (int batch : spec.latency().batchSizes()) {
            place.progress("timing", all.size(), spec.latency().batchSizes().size(), "batch " + batch);
            DecodingTimer.Times times = DecodingTimer.time(setup, spec.latency(), batch, place.scratch());
            all.add(times);
            times.engine().forEach(place::provenance);
            measured.addAll(timed(times, model.data().sequence()));
        }
        place.provenance("jvm flags", String.join(" ", ForkedTimes.JVM_FLAGS));
        JsonLines.write(place.folder().resolve(NodeFiles.LATENCY), all);
        return measured;
    }

    private static List<Measurement> timed(DecodingTimer.Times times, int sequence) {
        double median = times.quantile(0.5);
        int n = times.sorted().length;
        Map<String, String> conditions = Map.of("batch", Integer.toString(times.batch()));
        List<Measurement> measured = new ArrayList<>();
        measured.add(Measurement.of(Metric.THROUGHPUT, 1000.0 * times.batch() * sequence / median, n, conditions));
        if (times.batch() == 1) {
            measured.add(Measurement.of(Metric.LATENCY, median, n, conditions));
        }
        return measured;
    }

    private static Measurement mean(Metric metric, double[] values, Map<String, String> conditions) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        PooledRate rate = PooledRate.of(values, ones);
        return Measurement.of(metric, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions);
    }

    private static double[] lengths(List<int[]> texts) {
        return texts.stream().mapToDouble(text -> text.length).toArray();
    }
}
