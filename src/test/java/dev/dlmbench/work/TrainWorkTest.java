package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.plan.StateUse;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.Trainer;
import dev.dlmbench.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** The steps of both trainings are those of one, so that all its files are the same. */
    @Test
    void aModelThatGoesOnFromAStateIsTheOneThatWasTrainedAtOnce(@TempDir Path folder)
            throws IOException, InterruptedException {
        FolderPlace start = new FolderPlace(folder.resolve("start"));
        FolderPlace next = new FolderPlace(folder.resolve("next"));
        FolderPlace whole = new FolderPlace(folder.resolve("whole"));
        ModelCache cache = new ModelCache(new DataFolder(folder));
        ModelSpec.Train first = spec(20, null, StateUse.KEPT);
        new TrainWork(cache).run(first, start);
        Files.createDirectories(next.input("start").getParent());
        Files.move(start.folder(), next.add("start", first), StandardCopyOption.REPLACE_EXISTING);

        List<Measurement> after = new TrainWork(cache).run(spec(20, "start", StateUse.CONTINUED), next);
        List<Measurement> atOnce = new TrainWork(cache).run(spec(40, null, null), whole);

        assertThat(after.stream().filter(value -> !value.metric().timing()).toList())
                .isEqualTo(atOnce.stream()
                        .filter(value -> !value.metric().timing())
                        .toList());
        for (String file : List.of("training.jsonl", "checkpoint/model.safetensors", "checkpoint/tokenizer.json")) {
            assertThat(next.folder().resolve(file))
                    .hasSameBinaryContentAs(whole.folder().resolve(file));
        }
        assertThat(whole.folder().resolve("checkpoint/state")).doesNotExist();
        assertThat(next.folder().resolve("checkpoint/state")).doesNotExist();
    }

    private static ModelSpec.Train spec(int steps, @Nullable String start, @Nullable StateUse state) {
        ModelSpec.Train plain = SpecJsonTest.model(1000, 50);
        long tokens = 4L * plain.data().sequence() * steps;
        return new ModelSpec.Train(
                plain.data(),
                "",
                TextPart.MODELS,
                plain.backbone(),
                plain.process(),
                plain.objective(),
                new TrainingSpec(tokens, 4, 1, 1e-2, 10, TrainingSpec.Schedule.CONSTANT, 1, .9, .01, 0),
                TestEngine.SPEC,
                3,
                start,
                state);
    }

    private static Trainer.Outcome resumedAfter(int steps) {
        return new Trainer.Outcome(WEIGHTS, TEN_STEPS, List.of(), steps == 10 ? Double.NaN : 500, 10 - steps);
    }
}
