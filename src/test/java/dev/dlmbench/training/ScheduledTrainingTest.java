package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridSpec;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trainings whose noisy sequences come from the network's own predictions, which dropout and the average leave alone.
 */
class ScheduledTrainingTest {
    private static final int SEQUENCE = 8;
    private static final int STEPS = 14;

    private static TorchSession session;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void start() throws IOException {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    static Stream<ProcessSpec> processes() {
        return Stream.of(
                ProcessSpec.of(ProcessKind.MASKED, 4),
                ProcessSpec.of(ProcessKind.UNIFORM, SEQUENCE),
                new HybridSpec(new BlockSpec(2, null, CleanRows.BLOCK_CAUSAL), .2));
    }

    private static Trainer trainer(ProcessSpec process, double probability) {
        TrainingSpec training =
                new TrainingSpec(4L * SEQUENCE * STEPS, 4, 2, 1e-2, 2, TrainingSpec.Schedule.CONSTANT, 1, .9, 0, 5);
        return new Trainer(
                new BackboneSpec(1, 16, 2, 8, .1, process.kind() == ProcessKind.UNIFORM),
                new Objective(process, ObjectiveSpec.NELBO.withScheduledSampling(probability), 5, SEQUENCE),
                training,
                new Seeds(1),
                Optional.empty(),
                step -> batch(new Seeds(2).stream("data", step)),
                number -> batch(new Seeds(3).stream("validation", number)));
    }

    private static int[][] batch(SplittableRandom random) {
        int[][] batch = new int[4][SEQUENCE];
        for (int[] row : batch) {
            row[0] = random.nextInt(5);
            for (int i = 1; i < SEQUENCE; i++) {
                row[i] = (row[i - 1] + 1) % 5;
            }
        }
        return batch;
    }

    @ParameterizedTest
    @MethodSource("processes")
    void anInterruptedTrainingEndsWithTheBitsOfAnUndisturbedOne(ProcessSpec process) throws IOException {
        Trainer trainer = trainer(process, 1);
        Trainer.Outcome whole = trainer.train(session, scratch.resolve("a"), (record, steps, speed) -> {});
        assertThatThrownBy(() -> trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {
                    if (record.step() == 8) {
                        throw new IllegalStateException("the power goes");
                    }
                }))
                .hasMessage("the power goes");
        Trainer.Outcome resumed = trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {});
        assertThat(resumed.timed()).as("steps after the checkpoint").isEqualTo(STEPS - 5);
        assertThat(resumed.history()).isEqualTo(whole.history());
        for (int i = 0; i < whole.weights().values().size(); i++) {
            assertThat(resumed.weights().values().get(i))
                    .isEqualTo(whole.weights().values().get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void itChangesWhatIsLearned(ProcessSpec process) throws IOException {
        Trainer.Outcome with = trainer(process, 1).train(session, scratch.resolve("a"), (record, steps, speed) -> {});
        Trainer.Outcome without =
                trainer(process, 0).train(session, scratch.resolve("b"), (record, steps, speed) -> {});
        assertThat(with.history()).isNotEqualTo(without.history());
    }
}
