package dev.dlmbench.training;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.Window;
import dev.dlmbench.results.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

/**
 * Trains a backbone under a process. Every step is a function of the seeds, the step's number and the state before it,
 * so a training that is interrupted and resumed ends with the same bits as one that was not, on the same machine.
 *
 * @param backbone the network
 * @param objective what is minimised
 * @param training the recipe
 * @param seeds for initial weights, noise and dropout
 * @param start the weights to start from; drawn from the seeds where there are none
 * @param batches (B, n) tokens of a step, counted from 1; a function of the step alone
 * @param validation (B, n) tokens to search the window of mask rates on; a function of their number alone
 */
public record Trainer(
        BackboneSpec backbone,
        Objective objective,
        TrainingSpec training,
        Seeds seeds,
        Optional<Weights> start,
        LongFunction<int[][]> batches,
        LongFunction<int[][]> validation) {
    private static final int WINDOW = 20;
    private static final double EXPLODED = 3;

    /**
     * A finished training.
     *
     * @param weights to measure with: the average where there is one
     * @param history every step
     * @param searches for the window of mask rates
     * @param tokensPerSecond median over the steps that ran in this process, data tokens; NaN if none did
     * @param timed how many steps ran in this process
     */
    public record Outcome(
            Weights weights,
            List<TrainingStep> history,
            List<WindowSearch> searches,
            double tokensPerSecond,
            int timed) {}

    /**
     * Returns the weights before the first step: those to start from, or as many of them as the network has.
     *
     * @param vocabulary V
     */
    Weights first(int vocabulary) {
        if (start.isPresent() && start.get().spec().network().equals(backbone.network())) {
            return start.get();
        }
        Weights initial = Weights.initial(backbone, vocabulary, seeds.stream("initial weights"));
        return start.map(initial::startingFrom).orElse(initial);
    }

    /**
     * Trains to the end, from the latest checkpoint where there is one.
     *
     * @param scratch this training's own folder for checkpoints
     * @param progress may end the training by a {@link CancellationException}, which leaves a checkpoint
     * @throws DivergenceException if the loss is no number or explodes
     */
    public Outcome train(TorchSession session, Path scratch, TrainingProgress progress) throws IOException {
        return train(session, scratch, Handover.NONE, progress);
    }

    /**
     * Trains as {@link #train(TorchSession, Path, TrainingProgress)}. A training that goes on from the state of another
     * takes the steps after the other's, with their numbers, and its history begins with the other's. So it ends with
     * the bits of one that takes all steps at once, if seeds and settings are the same and the learning rate does not
     * depend on how many steps there are.
     *
     * @throws IOException also if the state to go on from is not there or damaged
     */
    public Outcome train(TorchSession session, Path scratch, Handover handover, TrainingProgress progress)
            throws IOException {
        Checkpoints checkpoints = new Checkpoints(scratch);
        Optional<Checkpoints.Checkpoint> before = before(handover);
        Optional<Checkpoints.Checkpoint> resumed = checkpoints.latest().or(() -> before);
        List<TrainingStep> history =
                new ArrayList<>(resumed.map(Checkpoints.Checkpoint::history).orElse(List.of()));
        List<WindowSearch> searches =
                new ArrayList<>(resumed.map(Checkpoints.Checkpoint::searches).orElse(List.of()));
        List<Double> speeds = new ArrayList<>();
        long steps = training.steps(objective.sequence())
                + before.map(state -> state.history().size()).orElse(0);
        try (TrainingRun run = new TrainingRun(this, session, resumed, steps)) {
            if (isSearchDue(history.size(), steps) && !isSearched(history.size(), searches)) {
                searches.add(run.search(history.size())); // which the other training ended without
            }
            while (history.size() < steps) {
                long begin = System.nanoTime();
                history.add(run.step(history.size() + 1L, window(searches)));
                double speed = training.batch() * (double) objective.sequence() / ((System.nanoTime() - begin) * 1e-9);
                speeds.add(speed);
                rejectDivergence(history);
                boolean searchDue = isSearchDue(history.size(), steps);
                try {
                    progress.step(history.get(history.size() - 1), steps, speed);
                } catch (CancellationException told) {
                    if (!searchDue) { // which would be missing from the checkpoint
                        checkpoints.write(history, searches, run.tensors());
                    }
                    throw told;
                }
                if (searchDue) {
                    searches.add(run.search(history.size()));
                }
                boolean due = training.checkpointEvery() > 0 && history.size() % training.checkpointEvery() == 0;
                if (due && history.size() < steps) {
                    checkpoints.write(history, searches, run.tensors());
                }
            }
            if (handover.to().isPresent()) {
                handover.to().get().write(history, searches, run.tensors());
            }
            return new Outcome(
                    run.weights(), List.copyOf(history), List.copyOf(searches), median(speeds), speeds.size());
        }
    }

    private Optional<Checkpoints.Checkpoint> before(Handover handover) throws IOException {
        if (handover.from().isEmpty()) {
            return Optional.empty();
        }
        Checkpoints other = handover.from().get();
        Checkpoints.Checkpoint state = other.latest()
                .orElseThrow(() -> new IOException(other.folder() + " has no state of a training, or a damaged one"));
        boolean searching = objective.spec().search().every() > 0;
        return Optional.of(searching ? state : state.withoutSearches());
    }

    private Window window(List<WindowSearch> searches) {
        return searches.isEmpty()
                ? objective.spec().clip()
                : searches.get(searches.size() - 1).winner();
    }

    private boolean isSearchDue(int done, long steps) {
        int every = objective.spec().search().every();
        return every > 0 && done > 0 && done % every == 0 && done < steps;
    }

    private static boolean isSearched(int done, List<WindowSearch> searches) {
        return !searches.isEmpty() && searches.get(searches.size() - 1).step() == done;
    }

    private void rejectDivergence(List<TrainingStep> history) {
        TrainingStep last = history.get(history.size() - 1);
        if (!Double.isFinite(last.loss()) || !Double.isFinite(last.gradientNorm())) {
            throw new DivergenceException(String.format(
                    Locale.ROOT,
                    "training diverged: at step %d the loss is %s and the gradient's norm %s",
                    last.step(),
                    last.loss(),
                    last.gradientNorm()));
        }
        if (history.size() >= 2 * WINDOW) {
            double first = mean(history.subList(0, WINDOW));
            double recent = mean(history.subList(history.size() - WINDOW, history.size()));
            if (recent > EXPLODED * Math.max(first, Math.log(objective.tokens()))) {
                throw new DivergenceException(String.format(
                        Locale.ROOT,
                        "training diverged: the loss rose from %.3f over the first %d steps to %.3f nats per token at"
                                + " step %d",
                        first,
                        WINDOW,
                        recent,
                        last.step()));
            }
        }
    }

    private static double mean(List<TrainingStep> records) {
        return records.stream().mapToDouble(TrainingStep::loss).average().orElseThrow();
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
