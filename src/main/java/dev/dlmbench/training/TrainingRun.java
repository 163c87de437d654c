package dev.dlmbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Ability;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.CoupledSampling;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.Negatives;
import dev.dlmbench.process.NoiseSource;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ScheduledSampling;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.results.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A training on a device, one step at a time. It is not safe for use by threads, and a process holds one at a time. */
public final class TrainingRun implements AutoCloseable {
    private final Trainer trainer;
    private final TorchSession session;
    private final NDManager manager;
    private final Program program;
    private final TrainingState state;
    private final long steps;
    private final Optional<Backbone> proposal;

    /** Starts a training from its first step. */
    public TrainingRun(Trainer trainer, TorchSession session) {
        this(
                trainer,
                session,
                Optional.empty(),
                trainer.training().steps(trainer.objective().sequence()));
    }

    /**
     * Starts a training, or goes on with one.
     *
     * @param steps of the whole training, those that were taken before included
     */
    TrainingRun(Trainer trainer, TorchSession session, Optional<Checkpoints.Checkpoint> start, long steps) {
        trainer.backbone().network().require(Ability.TRAINING);
        this.trainer = trainer;
        this.session = session;
        this.steps = steps;
        this.manager = session.manager().newSubManager();
        this.program =
                Backbone.compile(session, trainer.backbone(), trainer.backbone().dropout());
        int vocabulary = trainer.objective().tokens() + 1;
        this.state = start.map(checkpoint -> TrainingState.restored(
                        manager,
                        checkpoint.tensors(),
                        trainer.backbone(),
                        vocabulary,
                        checkpoint.history().size()))
                .orElseGet(() -> TrainingState.fresh(manager, trainer.first(vocabulary)));
        state.bind(manager, program);
        boolean contrasted = trainer.objective().spec().loss() == TrainingLoss.NCE;
        this.proposal = contrasted ? trainer.start().map(fixed -> new Backbone(session, fixed)) : Optional.empty();
    }

    /**
     * Takes step number {@code step}, counted from 1: a function of the state, the seeds, that number and the window.
     *
     * @param window of mask rates
     */
    public TrainingStep step(long step, Window window) {
        return step(
                step,
                trainer.objective()
                        .step(
                                trainer.batches().apply(step),
                                trainer.training().gradientAccumulation(),
                                window,
                                trainer.seeds().stream("noise", step),
                                source(step)));
    }

    private ScheduledSampling.Prediction predicted(DecodedLogits logits, LossInputs noisy) {
        return new OwnPrediction(
                new HeldLogits(logits, noisy.clean().length, trainer.objective().tokens()));
    }

    private NoiseSource source(long step) {
        if (proposal.isPresent()) {
            return new Negatives(
                    noisy -> predicted(proposal.get().predict(noisy), noisy),
                    trainer.seeds().child("negatives#" + step));
        }
        Objective objective = trainer.objective();
        double scheduled = objective.spec().scheduledSamplingAt(step, steps);
        NoiseSource source = scheduled == 0
                ? NoiseSource.CLEAN
                : new ScheduledSampling(
                        scheduled,
                        objective.prompts(),
                        noisy -> predicted(DecodedLogits.ofSequences(program, manager, noisy), noisy),
                        trainer.seeds().child("scheduled sampling#" + step));
        double coupled = objective.spec().coupledSampling();
        return coupled == 0
                ? source
                : new CoupledSampling(
                        source, coupled, objective.prompts(), trainer.seeds().child("coupled sampling#" + step));
    }

    /**
     * Takes step number {@code step} on micro-batches that are corrupted already.
     *
     * @param parts the micro-batches
     */
    public TrainingStep step(long step, List<LossInputs> parts) {
        TrainingSpec training = trainer.training();
        double rate = LearningRate.at(training, step, steps);
        double decay = training.ema() > 0 ? LearningRate.averageDecay(training, step) : 0;
        session.seed(trainer.seeds().number("dropout#" + step));
        try (NDManager scope = manager.newSubManager()) {
            NDArray rates =
                    Program.onHost(scope).create(new double[] {rate, training.weightDecay(), training.clip(), decay});
            if (parts.size() == 1) {
                double[] seen = program.learn(
                                scope, "training_step", with(parts.get(0).arrays(scope), rates))
                        .singletonOrThrow()
                        .toDoubleArray();
                return new TrainingStep(step, seen[0], rate, seen[1]);
            }
            double loss = 0;
            for (int part = 0; part < parts.size(); part++) {
                NDArray place = Program.onHost(scope).create(new long[] {parts.size(), part});
                loss += program.learn(scope, "accumulate", with(parts.get(part).arrays(scope), place))
                        .singletonOrThrow()
                        .getDouble();
            }
            double norm = program.learn(scope, "optimizer_step", rates)
                    .singletonOrThrow()
                    .getDouble();
            return new TrainingStep(step, loss, rate, norm);
        }
    }

    private static NDArray[] with(NDArray[] arguments, NDArray last) {
        return Stream.concat(Arrays.stream(arguments), Stream.of(last)).toArray(NDArray[]::new);
    }

    /** Measures every candidate window with the weights' average. */
    WindowSearch search(long step) {
        Objective objective = trainer.objective();
        int size = objective.process().blockSizeIn(objective.sequence());
        List<Window> windows = WindowSearch.windows(size);
        Variances variances = new Variances(
                weights(),
                objective,
                objective.spec().search().batches(),
                trainer.validation(),
                trainer.seeds().child("window search " + step));
        List<Double> found = variances.ofBlocks(session, size, windows);
        List<WindowSearch.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            candidates.add(new WindowSearch.Candidate(window.low(), window.high(), found.get(i)));
        }
        return new WindowSearch(step, candidates);
    }

    /** Returns the weights to measure with: their average where there is one. */
    public Weights weights() {
        return state.weights(trainer.training().ema() > 0);
    }

    /** Returns everything that a resumed training needs. */
    Map<String, Safetensors.Tensor> tensors() {
        return state.tensors();
    }

    @Override
    public void close() {
        proposal.ifPresent(Backbone::close);
        program.close();
        manager.close();
    }
}
