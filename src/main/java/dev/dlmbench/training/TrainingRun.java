package dev.dlmbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import java.util.Arrays;
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

    /** Starts a training from its first step. */
    public TrainingRun(Trainer trainer, TorchSession session) {
        this(trainer, session, Optional.empty());
    }

    TrainingRun(Trainer trainer, TorchSession session, Optional<Checkpoints.Checkpoint> start) {
        this.trainer = trainer;
        this.session = session;
        this.manager = session.manager().newSubManager();
        this.program =
                Backbone.compile(session, trainer.backbone(), trainer.backbone().dropout());
        int vocabulary = trainer.process().tokens() + 1;
        this.state = start.map(checkpoint -> TrainingState.restored(
                        manager,
                        checkpoint.tensors(),
                        trainer.backbone(),
                        vocabulary,
                        checkpoint.history().size()))
                .orElseGet(() -> TrainingState.fresh(
                        manager,
                        Weights.initial(trainer.backbone(), vocabulary, trainer.seeds().stream("initial weights"))));
        state.bind(manager, program);
    }

    /** Takes step number {@code step}, counted from 1: a function of the state, the seeds and that number. */
    public StepRecord step(long step) {
        TrainingSpec training = trainer.training();
        LossInputs inputs =
                trainer.process().train(trainer.batches().apply(step), trainer.seeds().stream("noise", step));
        double rate = LearningRate.at(training, step, training.steps(trainer.sequence()));
        double decay = training.ema() > 0 ? LearningRate.averageDecay(training, step) : 0;
        session.seed(trainer.seeds().number("dropout#" + step));
        try (NDManager scope = manager.newSubManager()) {
            NDArray rates =
                    Program.onHost(scope).create(new double[] {rate, training.weightDecay(), training.clip(), decay});
            NDArray[] arguments = Stream.concat(Arrays.stream(inputs.arrays(scope)), Stream.of(rates))
                    .toArray(NDArray[]::new);
            double[] seen =
                    program.learn(scope, "step", arguments).singletonOrThrow().toDoubleArray();
            return new StepRecord(step, seen[0], rate, seen[1]);
        }
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
        program.close();
        manager.close();
    }
}
