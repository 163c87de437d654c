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
import dev.dlmbench.sampling.SequenceCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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

    private static DecodingSetup prompted() {
        DecodingSetup plain = setup(new AutoregressiveSpec());
        return new DecodingSetup(
                plain.weights(),
                plain.backbone(),
                plain.process(),
                plain.blockSize(),
                plain.tokens(),
                plain.sequence(),
                plain.engine(),
                plain.sampling(),
                plain.setup(),
                List.of(List.of(1, 2, 3), List.of(4)));
    }

    @Test
    void promptsAreReadBackAndLeftOutWhereThereAreNone() throws IOException {
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, prompted());
        assertThat(SetupFile.read(file)).isEqualTo(prompted());
        SetupFile.write(file, setup(new AutoregressiveSpec()));
        assertThat(Files.readString(file)).doesNotContain("prompts").doesNotContain("votes");
    }

    /** Of two prompts a batch of three takes each in turn, and the next decoding goes on where it left off. */
    @Test
    void promptsAreTakenInTurn() {
        List<Integer> lengths = IntStream.range(0, 2)
                .boxed()
                .flatMap(decoding -> prompted().conditions(decoding, 3).stream())
                .map(condition -> condition.given().length())
                .toList();
        assertThat(lengths).containsExactly(3, 1, 3, 1, 3, 1);
        assertThat(prompted().conditions(0, 1)).allMatch(condition -> condition.length() == 16);
        assertThat(prompted().drawn()).isEqualTo(14);
    }

    @Test
    void withoutPromptsWholeSequencesAreAskedFor() {
        DecodingSetup plain = setup(new AutoregressiveSpec());
        assertThat(plain.conditions(5, 2)).isEqualTo(List.of(SequenceCondition.free(16), SequenceCondition.free(16)));
        assertThat(plain.drawn()).isEqualTo(16);
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
