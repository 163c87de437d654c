package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a timing JVM is told, which may be of a build that knows less. */
class SetupFileTest {
    @TempDir
    private Path folder;

    private static DecodingSetup setup(ProcessSpec process) {
        return new DecodingSetup(
                "model.safetensors",
                new BackboneSpec(1, 8, 2, 4, 0, false),
                process,
                4,
                5,
                16,
                new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 1),
                SamplingSpec.ancestral(2, 1, 1),
                Sampler.Setup.of(16));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("setup.json");
        DecodingSetup hybrid = setup(new HybridSpec(new BlockSpec(4, null, CleanRows.BLOCK_CAUSAL), .2));
        SetupFile.write(file, hybrid);
        assertThat(SetupFile.read(file)).isEqualTo(hybrid);
    }

    @Test
    void settingsHaveTheNamesThatOlderBuildsRead() throws IOException {
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, setup(new AutoregressiveSpec()));
        assertThat(Files.readString(file))
                .contains("\"backbone\":{\"layers\":1,\"width\":8,\"heads\":2,\"conditioningDim\":4,\"dropout\":0.0,"
                        + "\"timeConditioning\":false}")
                .contains("\"process\":{\"kind\":\"AUTOREGRESSIVE\",\"blockSize\":0,\"mixture\":null,"
                        + "\"cleanRows\":\"BLOCK_CAUSAL\",\"schedule\":\"LINEAR\",\"parameterization\":\"SUBS\","
                        + "\"steps\":0,\"uniformShare\":0.0}");
    }
}
