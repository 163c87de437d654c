package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node can compute with several models at once. */
class ModelsTest {
    private static final int[][] TEXT = {{1, 2, 3, 0}, {0, 0, 4, 1}};
    private static final Map<ModelRole, String> BOTH = Map.of(ModelRole.MODEL, "first", ModelRole.EVALUATOR, "second");

    @TempDir
    private Path folder;

    private ModelCache cache;
    private FolderPlace place;

    @BeforeEach
    void makeTwoModels() throws IOException {
        cache = new ModelCache(new DataFolder(folder));
        place = new FolderPlace(folder);
        add("first", 1);
        add("second", 2);
    }

    private void add(String name, long seed) throws IOException {
        ModelSpec.Train plain = SpecJsonTest.model(1000, 50);
        ModelSpec.Train spec = new ModelSpec.Train(
                plain.data(),
                "",
                TextPart.MODELS,
                plain.backbone(),
                ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0),
                ObjectiveSpec.NELBO,
                plain.training(),
                TestEngine.SPEC,
                seed,
                null,
                null);
        UntrainedModel.put(place, name, cache, spec);
    }

    /** A work of two models: the losses of a proposal by another model, call by call. */
    private record Comparison(ModelCache cache) {
        double[] differences(WorkerContext place) throws IOException {
            try (Models models = cache.models(BOTH, place)) {
                double[] first = losses(models.denoiser(ModelRole.MODEL));
                double[] second = losses(models.denoiser(ModelRole.EVALUATOR));
                double[] differences = new double[first.length];
                for (int i = 0; i < first.length; i++) {
                    differences[i] = first[i] - second[i];
                }
                assertThat(losses(models.denoiser(ModelRole.MODEL))).isEqualTo(first);
                return differences;
            }
        }
    }

    private static double[] losses(Denoiser model) {
        return model.losses(new Autoregressive(model.tokens()).exact(TEXT));
    }

    private double[] alone(String name) throws IOException {
        try (Denoiser model = cache.model(name, place).load()) {
            return losses(model);
        }
    }

    @Test
    void twoModelsAnswerTogetherAsEachDoesAlone() throws IOException {
        double[] first = alone("first");
        double[] second = alone("second");
        assertThat(first).isNotEqualTo(second);
        double[] differences = new Comparison(cache).differences(place);
        for (int i = 0; i < differences.length; i++) {
            assertThat(differences[i]).isEqualTo(first[i] - second[i]);
        }
    }

    @Test
    void twoModelsDecodeSideBySideWithACacheEach() throws IOException {
        try (Models models = cache.models(BOTH, place)) {
            Denoiser first = models.denoiser(ModelRole.MODEL);
            Denoiser second = models.denoiser(ModelRole.EVALUATOR);
            int begin = first.tokens();
            first.open(1, 1, 4, 4);
            float[] before = next(first, begin, 0);
            first.open(1, 1, 4, 4);
            second.open(1, 1, 4, 4);
            assertThat(next(first, begin, 0)).isEqualTo(before);
            float[] other = next(second, begin, 0);
            assertThat(other).isNotEqualTo(before);
            next(first, 3, 1);
            second.open(1, 1, 4, 4);
            assertThat(next(second, begin, 0)).isEqualTo(other);
        }
    }

    private static float[] next(Denoiser model, int token, int place) {
        try (Logits logits = model.next(new int[] {token}, place)) {
            return logits.values().clone();
        }
    }

    @Test
    void aModelIsLoadedOnceAndAllLeaveTogether() throws IOException {
        Denoiser first;
        Denoiser second;
        try (Models models = cache.models(BOTH, place)) {
            first = models.denoiser(ModelRole.MODEL);
            second = models.denoiser(ModelRole.EVALUATOR);
            assertThat(models.denoiser(ModelRole.MODEL)).isSameAs(first);
        }
        assertThatThrownBy(() -> losses(first)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> losses(second)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRoleThatANodeDoesNotHaveIsNotAnswered() throws IOException {
        try (Models models = cache.models(Map.of(ModelRole.MODEL, "first"), place)) {
            assertThat(models.find(ModelRole.EVALUATOR)).isEmpty();
            assertThatThrownBy(() -> models.denoiser(ModelRole.EVALUATOR))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("EVALUATOR");
        }
    }
}
