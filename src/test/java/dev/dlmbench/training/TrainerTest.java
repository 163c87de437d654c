package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final BackboneSpec BACKBONE = new BackboneSpec(2, 32, 2, 16, 0.1, false);
    private static final int SEQUENCE = 16;

    @TempDir
    Path scratch;

    private static TorchSession session;

    /** What an undisturbed training of {@link #masked} comes to. */
    private static Trainer.Outcome undisturbed;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        session = TorchSession.start(TestEngine.SPEC);
        undisturbed = masked().train(session, folder, (record, steps, speed) -> {});
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    static Stream<Trainer> trainers() {
        ObjectiveSpec searched = new ObjectiveSpec(
                TrainingLoss.NELBO, ObjectiveSpec.Sharing.BLOCK, Window.FULL, true, 0, new ObjectiveSpec.Search(8, 2));
        BlockSizes sizes = new BlockSizes(new TreeMap<>(Map.of(1, .25, 4, .75)), BlockSizes.Draw.STRATIFIED);
        ProcessSpec mixed = ProcessSpec.of(
                ProcessKind.UNIFORM,
                0,
                sizes,
                CleanRows.TOKEN_CAUSAL,
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                0);
        ObjectiveSpec contrastive = new ObjectiveSpec(
                TrainingLoss.NCE, ObjectiveSpec.Sharing.BLOCK, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        Weights proposal = RandomWeights.of(BACKBONE, 6, .4, 1);
        return Stream.of(
                trainer(ProcessSpec.of(ProcessKind.MASKED, 16), contrastive, 2, Optional.of(proposal), 1e-2, 40),
                trainer(ProcessKind.AUTOREGRESSIVE, 0, 1e-2, 40),
                masked(),
                trainer(ProcessKind.UNIFORM, 16, 1e-2, 40),
                trainer(ProcessSpec.of(ProcessKind.MASKED, 4), searched, 1, Optional.empty(), 1e-2, 40),
                trainer(mixed, ObjectiveSpec.NELBO, 4, Optional.empty(), 1e-2, 40));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void anInterruptedTrainingEndsWithTheBitsOfAnUndisturbedOne(Trainer trainer) throws IOException {
        Trainer.Outcome whole = trainer.train(session, scratch.resolve("a"), (record, steps, speed) -> {});
        for (int stop : new int[] {7, 27}) {
            assertThatThrownBy(() -> trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {
                        if (record.step() == stop) {
                            throw new IllegalStateException("the power goes");
                        }
                    }))
                    .hasMessage("the power goes");
        }
        Path unfinished = Files.createDirectories(scratch.resolve("b/writing-38-1"));
        Trainer.Outcome resumed = trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {});
        assertThat(unfinished).doesNotExist();
        assertThat(resumed.history()).isEqualTo(whole.history());
        assertThat(resumed.searches()).isEqualTo(whole.searches());
        assertThat(whole.searches())
                .hasSize(trainer.objective().spec().search().every() > 0 ? 4 : 0)
                .allSatisfy(search -> assertThat(search.candidates()).hasSize(36));
        assertSameBits(resumed, whole);
    }

    @Test
    void aTrainingThatIsToldToStopLeavesItsLastStep() throws IOException {
        Trainer trainer = masked();
        assertThatThrownBy(() -> trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {
                    if (record.step() == 17) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        List<Long> after = new ArrayList<>();

        Trainer.Outcome resumed =
                trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> after.add(record.step()));

        assertThat(after.get(0)).isEqualTo(18);
        assertSameBits(resumed, undisturbed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.safetensors", "training.jsonl", "windows.jsonl", "seal"})
    void aCheckpointThatIsNotAsItWasWrittenIsNotUsed(String torn) throws IOException {
        Trainer trainer = masked();
        assertThatThrownBy(() -> trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {
                    if (record.step() == 17) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        Path file = scratch.resolve("b").resolve("step-17").resolve(torn);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, bytes.length == 0 ? new byte[] {'x'} : Arrays.copyOf(bytes, bytes.length / 2));
        Files.createDirectories(scratch.resolve("b").resolve("writing-39-1"));

        Trainer.Outcome resumed = trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {});

        assertSameBits(resumed, undisturbed);
    }

    /** After 16 steps a search for a window is due, which a training that ends there does not make. */
    @ParameterizedTest
    @MethodSource("trainers")
    void aTrainingThatGoesOnEndsWithTheBitsOfOneThatTookAllStepsAtOnce(Trainer trainer) throws IOException {
        Checkpoints kept = new Checkpoints(scratch.resolve("kept"));
        Checkpoints keptAtOnce = new Checkpoints(scratch.resolve("kept at once"));
        Trainer.Outcome first = constant(trainer, 16)
                .train(
                        session,
                        scratch.resolve("first"),
                        new Handover(Optional.empty(), Optional.of(kept)),
                        (record, steps, speed) -> {});
        assertThat(first.history()).hasSize(16);
        List<Long> taken = new ArrayList<>();
        Checkpoints keptAgain = new Checkpoints(scratch.resolve("kept again"));

        Trainer.Outcome second = constant(trainer, 20)
                .train(
                        session,
                        scratch.resolve("second"),
                        new Handover(Optional.of(kept), Optional.of(keptAgain)),
                        (record, steps, speed) -> {
                            assertThat(steps).isEqualTo(36);
                            taken.add(record.step());
                        });

        Trainer.Outcome atOnce = constant(trainer, 36)
                .train(
                        session,
                        scratch.resolve("at once"),
                        new Handover(Optional.empty(), Optional.of(keptAtOnce)),
                        (record, steps, speed) -> {});
        assertThat(taken).hasSize(20).startsWith(17L).endsWith(36L);
        assertSameBits(second, atOnce);
        assertThat(second.searches()).isEqualTo(atOnce.searches());
        Map<String, Safetensors.Tensor> state =
                keptAtOnce.latest().orElseThrow().tensors();
        assertThat(state.keySet())
                .anyMatch(name -> name.startsWith("moments."))
                .anyMatch(name -> name.startsWith("squares."));
        Map<String, Safetensors.Tensor> again = keptAgain.latest().orElseThrow().tensors();
        assertThat(again.keySet()).isEqualTo(state.keySet());
        again.forEach((name, tensor) -> assertThat(state)
                .as(name)
                .extractingByKey(name)
                .satisfies(expected -> assertThat(tensor.values()).isEqualTo(expected.values())));
    }

    @Test
    void aTrainingThatGoesOnCanBeInterrupted() throws IOException {
        Checkpoints kept = new Checkpoints(scratch.resolve("kept"));
        Handover from = new Handover(Optional.of(kept), Optional.empty());
        constant(masked(), 16)
                .train(
                        session,
                        scratch.resolve("first"),
                        new Handover(Optional.empty(), Optional.of(kept)),
                        (record, steps, speed) -> {});
        Trainer.Outcome whole =
                constant(masked(), 20).train(session, scratch.resolve("a"), from, (record, steps, speed) -> {});
        assertThatThrownBy(() -> constant(masked(), 20)
                        .train(session, scratch.resolve("b"), from, (record, steps, speed) -> {
                            if (record.step() == 33) {
                                throw new CancellationException();
                            }
                        }))
                .isInstanceOf(CancellationException.class);

        Trainer.Outcome resumed = constant(masked(), 20)
                .train(session, scratch.resolve("b"), from, (record, steps, speed) -> assertThat(record.step())
                        .isGreaterThan(33));

        assertSameBits(resumed, whole);
    }

    @Test
    void aStateThatIsNotThereIsNamed() {
        Handover from = new Handover(Optional.of(new Checkpoints(scratch.resolve("none"))), Optional.empty());
        assertThatThrownBy(() -> masked().train(session, scratch, from, (record, steps, speed) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(scratch.resolve("none") + " has no state of a training, or a damaged one");
    }

    /** Returns a trainer like another, at a learning rate that does not depend on the number of steps. */
    private static Trainer constant(Trainer trainer, int steps) {
        TrainingSpec spec = trainer.training();
        TrainingSpec constant = new TrainingSpec(
                8L * SEQUENCE * steps,
                spec.batch(),
                spec.gradientAccumulation(),
                spec.learningRate(),
                spec.warmup(),
                TrainingSpec.Schedule.CONSTANT,
                spec.clip(),
                spec.ema(),
                spec.weightDecay(),
                spec.checkpointEvery());
        return new Trainer(
                trainer.backbone(),
                trainer.objective(),
                constant,
                trainer.seeds(),
                trainer.start(),
                trainer.batches(),
                trainer.validation());
    }

    private static void assertSameBits(Trainer.Outcome one, Trainer.Outcome other) {
        assertThat(one.history()).isEqualTo(other.history());
        for (int i = 0; i < one.weights().values().size(); i++) {
            assertThat(one.weights().values().get(i))
                    .isEqualTo(other.weights().values().get(i));
        }
    }

    @Test
    void aModelLearnsWhatCanBeLearnt() throws IOException {
        Trainer trainer = trainer(ProcessKind.AUTOREGRESSIVE, 0, 1e-2, 150);
        Trainer.Outcome outcome = trainer.train(session, scratch, (record, steps, speed) -> {});
        assertThat(outcome.history().get(0).loss()).isCloseTo(Math.log(5), within(1e-6));
        assertThat(outcome.history().get(149).loss()).isLessThan(0.5);
    }

    @Test
    void aTrainingStartsFromTheWeightsItIsGiven() throws IOException {
        Trainer first = trainer(ProcessKind.MASKED, 4, 1e-2, 100);
        Trainer.Outcome whole = first.train(session, scratch.resolve("a"), (record, steps, speed) -> {});
        Trainer fresh = trainer(ProcessKind.MASKED, 4, 1e-3, 30);
        Trainer tuned = trainer(
                ProcessSpec.of(ProcessKind.MASKED, 4), ObjectiveSpec.NELBO, 1, Optional.of(whole.weights()), 1e-3, 30);
        double untaught = fresh.train(session, scratch.resolve("b"), (record, steps, speed) -> {})
                .history()
                .get(0)
                .loss();
        double taught = tuned.train(session, scratch.resolve("c"), (record, steps, speed) -> {})
                .history()
                .get(0)
                .loss();
        assertThat(taught).as("the same batch and noise").isLessThan(.8 * untaught);
    }

    @Test
    void aLossThatExplodesStopsTheTrainingWithTheReason() {
        Trainer trainer = trainer(ProcessKind.AUTOREGRESSIVE, 0, 9, 200);
        assertThatThrownBy(() -> trainer.train(session, scratch, (record, steps, speed) -> {}))
                .isInstanceOf(DivergenceException.class)
                .hasMessageStartingWith("training diverged: ");
    }

    @Test
    void theRateRisesThenFallsToATenth() {
        TrainingSpec spec = new TrainingSpec(1, 1, 1, 1, 10, TrainingSpec.Schedule.COSINE, 0, 0.9, 0, 0);
        assertThat(LearningRate.at(spec, 5, 110)).isEqualTo(.5);
        assertThat(LearningRate.at(spec, 10, 110)).isEqualTo(1);
        assertThat(LearningRate.at(spec, 60, 110)).isCloseTo(.55, within(1e-12));
        assertThat(LearningRate.at(spec, 110, 110)).isCloseTo(.1, within(1e-12));
        assertThat(LearningRate.averageDecay(spec, 1)).isEqualTo(2.0 / 11);
        assertThat(LearningRate.averageDecay(spec, 1000)).isEqualTo(.9);
    }

    private static Trainer masked() {
        return trainer(ProcessKind.MASKED, 4, 1e-2, 40);
    }

    private static Trainer trainer(ProcessKind kind, int block, double rate, int steps) {
        return trainer(ProcessSpec.of(kind, block), ObjectiveSpec.NELBO, 1, Optional.empty(), rate, steps);
    }

    private static Trainer trainer(
            ProcessSpec process,
            ObjectiveSpec objective,
            int gradientAccumulation,
            Optional<Weights> start,
            double rate,
            int steps) {
        TrainingSpec training = new TrainingSpec(
                8L * SEQUENCE * steps,
                8,
                gradientAccumulation,
                rate,
                5,
                TrainingSpec.Schedule.COSINE,
                1,
                0.99,
                0.01,
                10);
        return new Trainer(
                objective.network(BACKBONE),
                new Objective(process, objective, 5, SEQUENCE),
                training,
                new Seeds(1),
                start,
                step -> walks(new Seeds(2).stream("data", step)),
                batch -> walks(new Seeds(3).stream("validation", batch)));
    }

    /** Sequences that step up by one, mostly. */
    private static int[][] walks(SplittableRandom random) {
        int[][] batch = new int[8][SEQUENCE];
        for (int[] row : batch) {
            row[0] = random.nextInt(5);
            for (int i = 1; i < SEQUENCE; i++) {
                row[i] = (row[i - 1] + (random.nextInt(20) == 0 ? 2 : 1)) % 5;
            }
        }
        return batch;
    }
}
