package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
    private static final BackboneSpec BACKBONE = new BackboneSpec(2, 32, 2, 16, 0.1, false);
    private static final int SEQUENCE = 16;

    @TempDir
    Path scratch;

    private TorchSession session;

    @BeforeEach
    void start() {
        session = TorchSession.start(new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 2));
    }

    @AfterEach
    void stop() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, 0", "MASKED, 4", "UNIFORM, 16"})
    void anInterruptedTrainingEndsWithTheBitsOfAnUndisturbedOne(ProcessKind kind, int block) throws IOException {
        Trainer trainer = trainer(kind, block, 1e-2, 40);
        Trainer.Outcome undisturbed = trainer.train(session, scratch.resolve("a"), (record, steps, speed) -> {});
        for (int stop : new int[] {13, 27}) {
            assertThatThrownBy(() -> trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {
                        if (record.step() == stop) {
                            throw new IllegalStateException("the power goes");
                        }
                    }))
                    .hasMessage("the power goes");
        }
        Trainer.Outcome resumed = trainer.train(session, scratch.resolve("b"), (record, steps, speed) -> {});
        assertThat(resumed.history()).isEqualTo(undisturbed.history());
        for (int i = 0; i < resumed.weights().values().size(); i++) {
            assertThat(resumed.weights().values().get(i))
                    .isEqualTo(undisturbed.weights().values().get(i));
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
    void aLossThatExplodesStopsTheTrainingWithTheReason() {
        Trainer trainer = trainer(ProcessKind.AUTOREGRESSIVE, 0, 9, 200);
        assertThatThrownBy(() -> trainer.train(session, scratch, (record, steps, speed) -> {}))
                .isInstanceOf(DivergenceException.class)
                .hasMessageStartingWith("training diverged: ");
    }

    @Test
    void theRateRisesThenFallsToATenth() {
        TrainingSpec spec = new TrainingSpec(1, 1, 1, 10, TrainingSpec.Schedule.COSINE, 0, 0.9, 0, 0);
        assertThat(LearningRate.at(spec, 5, 110)).isEqualTo(.5);
        assertThat(LearningRate.at(spec, 10, 110)).isEqualTo(1);
        assertThat(LearningRate.at(spec, 60, 110)).isCloseTo(.55, within(1e-12));
        assertThat(LearningRate.at(spec, 110, 110)).isCloseTo(.1, within(1e-12));
        assertThat(LearningRate.averageDecay(spec, 1)).isEqualTo(2.0 / 11);
        assertThat(LearningRate.averageDecay(spec, 1000)).isEqualTo(.9);
    }

    private static Trainer trainer(ProcessKind kind, int block, double rate, int steps) {
        TrainingSpec training =
                new TrainingSpec(8L * SEQUENCE * steps, 8, rate, 5, TrainingSpec.Schedule.COSINE, 1, 0.99, 0.01, 10);
        return new Trainer(
                BACKBONE,
                GenerativeProcess.of(kind, block, 5),
                training,
                SEQUENCE,
                new Seeds(1),
                step -> walks(new Seeds(2).stream("data", step)));
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
