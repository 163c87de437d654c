package dev.dlmbench.work;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Networks with random weights, where works find them. */
final class UntrainedModel {
    private UntrainedModel() {}

    /** Describes a model. */
    static ModelSpec.Train spec(DataSpec data, BackboneSpec backbone, ProcessSpec process, long seed) {
        return new ModelSpec.Train(
                data,
                "",
                TextPart.MODELS,
                backbone,
                process,
                ObjectiveSpec.NELBO,
                SpecJsonTest.model(1000, 50).training(),
                TestEngine.SPEC,
                seed,
                null,
                null);
    }

    /** Puts a model with the weights of its seed into a place. */
    static void put(FolderPlace place, String name, ModelCache cache, ModelSpec.Train spec) throws IOException {
        Path file = ModelCache.weights(place.add(name, spec));
        Files.createDirectories(file.getParent());
        RandomWeights.of(
                        spec.backbone(),
                        cache.text(spec.data(), place).tokenizer().size(),
                        .4,
                        spec.seed())
                .write(file);
    }
}
