package dev.dlmbench.work;

import static java.util.Objects.requireNonNull;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.ResidentMemory;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.StateUse;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.results.WindowVariance;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.training.Checkpoints;
import dev.dlmbench.training.Handover;
import dev.dlmbench.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Trains a model, from the last checkpoint where there is one. */
record TrainWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException, InterruptedException {
        try (Models models = cache.models(spec, place)) {
            return compute((ModelSpec.Train) spec, models, place);
        }
    }

    private List<Measurement> compute(ModelSpec.Train spec, Models models, WorkerContext place)
            throws IOException, InterruptedException {
        PreparedText text = cache.text(spec.data(), place);
        TrainingSource source = new TrainingSource(spec, text);
        place.provenance("text", text.hash());
        Seeds seeds = new Seeds(spec.seed()).child(spec.part().name());
        Trainer trainer = new Trainer(
                spec.backbone(),
                source.objective(),
                spec.training(),
                seeds,
                start(models),
                source.batches(seeds),
                source.validation(seeds));
        TorchSession session = cache.session(spec.engine(), place);
        Trainer.Outcome outcome;
        try {
            outcome = trainer.train(session, place.scratch(), handover(spec, place), (record, steps, speed) -> {
                if (Thread.interrupted()) {
                    throw new CancellationException();
                }
                String detail = String.format(Locale.ROOT, "loss %.3f, %,.0f tokens/s", record.loss(), speed);
                place.progress("training", record.step(), steps, detail);
            });
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException("told to stop").initCause(e);
        }
        Files.createDirectories(place.folder().resolve(NodeFiles.CHECKPOINT));
        outcome.weights().write(ModelCache.weights(place.folder()));
        Files.writeString(
                place.folder().resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.TOKENIZER),
                text.tokenizer().json());
        List<TrainingStep> history = outcome.history();
        JsonLines.write(place.folder().resolve(NodeFiles.TRAINING), history);
        if (spec.objective().search().every() > 0) {
            JsonLines.write(place.folder().resolve(NodeFiles.WINDOWS), searches(outcome));
        }
        return trained(spec, text, outcome, place.provenance(NodeOrder.WORKERS));
    }

    private static List<WindowVariance> searches(Trainer.Outcome outcome) {
        return outcome.searches().stream()
                .flatMap(search -> search.candidates().stream()
                        .map(candidate -> new WindowVariance(
                                search.step(),
                                candidate.low(),
                                candidate.high(),
                                candidate.variance(),
                                candidate.window().equals(search.winner()))))
                .toList();
    }

    private static Handover handover(ModelSpec.Train spec, WorkerContext place) {
        StateUse use = spec.state();
        if (use == null) {
            return Handover.NONE;
        }
        return switch (use) {
            case KEPT -> new Handover(Optional.empty(), Optional.of(states(place.folder())));
            case CONTINUED ->
                new Handover(Optional.of(states(place.input(requireNonNull(spec.start())))), Optional.empty());
        };
    }

    /** Returns where the node in {@code folder} keeps the whole state of its training. */
    private static Checkpoints states(Path folder) {
        return new Checkpoints(folder.resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.STATE));
    }

    private static Optional<Weights> start(Models models) throws IOException {
        return models.find(ModelRole.START).isEmpty()
                ? Optional.empty()
                : Optional.of(models.network(ModelRole.START).weights());
    }

    private static List<Measurement> trained(
            ModelSpec.Train spec, PreparedText text, Trainer.Outcome outcome, String workers) {
        List<TrainingStep> history = outcome.history();
        List<TrainingStep> last = history.subList(history.size() - Math.max(1, history.size() / 10), history.size());
        double loss = last.stream().mapToDouble(TrainingStep::loss).average().orElseThrow();
        long parameters = Weights.parameters(spec.backbone(), text.tokenizer().size());
        Map<String, String> none = Map.of();
        return List.of(
                Measurement.of(Metric.PARAMETERS, (double) parameters, 1, none),
                Measurement.of(Metric.TRAIN_LOSS, loss, last.size(), none),
                throughput(outcome, workers),
                ResidentMemory.peak().isPresent()
                        ? Measurement.of(
                                Metric.PEAK_MEMORY, ResidentMemory.peak().getAsDouble(), 1, none)
                        : Measurement.absent(Metric.PEAK_MEMORY, "this system does not tell"));
    }

    /**
     * Returns how fast the steps of this process were.
     *
     * @param workers how many processes computed side by side, at most: those that share a machine are slower
     */
    static Measurement throughput(Trainer.Outcome outcome, String workers) {
        return outcome.timed() == 0
                ? Measurement.absent(Metric.TRAIN_THROUGHPUT, "no step ran in the process that finished")
                : Measurement.of(
                        Metric.TRAIN_THROUGHPUT,
                        outcome.tokensPerSecond(),
                        outcome.timed(),
                        Map.of(NodeOrder.WORKERS, workers));
    }
}
