package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.training.Trainer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a finished training says of its speed. */
class TrainWorkTest {
    private static final Weights WEIGHTS =
            Weights.initial(new BackboneSpec(1, 2, 1, 1, 0, false), 3, new Seeds(1).stream("weights"));
    private static final List<TrainingStep> TEN_STEPS = LongStream.rangeClosed(1, 10)
            .mapToObj(step -> new TrainingStep(step, 1, 1, 1))
            .toList();

    @Test
    void speedIsThatOfTheStepsOfThisProcess() {
        assertThat(TrainWork.throughput(resumedAfter(6), "1").n()).isEqualTo(4);
        assertThat(TrainWork.throughput(resumedAfter(10), "1").value()).isNull();
    }

    @Test
    void speedBesideOtherWorkersMeansSomethingElseThanSpeedAlone() {
        Measurement alone = TrainWork.throughput(resumedAfter(0), "1");
        Measurement beside = TrainWork.throughput(resumedAfter(0), "2");
        assertThat(beside.conditions()).containsEntry("workers", "2");
        assertThat(beside.definition()).isNotEqualTo(alone.definition());
    }

    private static Trainer.Outcome resumedAfter(int steps) {
        return new Trainer.Outcome(WEIGHTS, TEN_STEPS, List.of(), steps == 10 ? Double.NaN : 500, 10 - steps);
    }
}
