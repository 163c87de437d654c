package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.fixture.ScriptedDenoiser;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HybridSpec;
import dev.dlmbench.process.Importance;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.sampling.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    void aTailThatIsNotTheUsualOneIsWritten() throws IOException {
        Path file = folder.resolve("setup.json");
        DecodingSetup usual = setup(new HybridSpec(new BlockSpec(4, null, CleanRows.BLOCK_CAUSAL), .2));
        SetupFile.write(file, usual);
        assertThat(Files.readString(file)).doesNotContain("tail");
        Proposal weighed =
                new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST, Proposal.Tail.POSTERIOR);
        DecodingSetup other = new DecodingSetup(
                usual.weights(),
                usual.backbone(),
                usual.process(),
                usual.blockSize(),
                usual.tokens(),
                usual.sequence(),
                usual.engine(),
                usual.sampling().with(weighed),
                usual.setup());
        SetupFile.write(file, other);
        assertThat(SetupFile.read(file)).isEqualTo(other);
    }

    private static DecodingSetup prompted() {
        return prompted(new AutoregressiveSpec());
    }

    /** Answers end with id 0. */
    private static DecodingSetup prompted(ProcessSpec process) {
        DecodingSetup plain = setup(process);
        return new DecodingSetup(
                plain.weights(),
                plain.backbone(),
                plain.process(),
                plain.blockSize(),
                plain.tokens(),
                plain.sequence(),
                plain.engine(),
                plain.sampling().with(Stopping.FIXED.atEndOfAnswer()),
                new Sampler.Setup(16, List.of(0), List.of(), true),
                List.of(List.of(1, 2, 3), List.of(4)),
                null);
    }

    @Test
    void promptsAreReadBackAndLeftOutWhereThereAreNone() throws IOException {
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, prompted());
        assertThat(SetupFile.read(file)).isEqualTo(prompted());
        SetupFile.write(file, setup(new AutoregressiveSpec()));
        assertThat(Files.readString(file)).doesNotContain("prompts").doesNotContain("votes");
    }

    @Test
    void soSoftMasksAndSharesOfTokensAre() throws IOException {
        ProcessSpec soft = new MaskedSpec(
                new BlockSpec(4, null, CleanRows.BLOCK_CAUSAL),
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                new SoftMaskSpec(Importance.FREQUENCY, 3));
        DecodingSetup plain = setup(soft);
        DecodingSetup setup = new DecodingSetup(
                plain.weights(),
                plain.backbone(),
                plain.process(),
                plain.blockSize(),
                plain.tokens(),
                plain.sequence(),
                plain.engine(),
                plain.sampling(),
                new Sampler.Setup(16, List.of(), List.of(), true, 0, List.of(.25, .75)));
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, setup);
        assertThat(SetupFile.read(file)).isEqualTo(setup);
        SetupFile.write(file, setup(ProcessSpec.of(ProcessKind.MASKED, 4)));
        assertThat(Files.readString(file)).doesNotContain("softMask").doesNotContain("shares");
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
    }

    /**
     * What the file says is drawn up to the end: behind 1, 2, 3 two tokens and the end, behind 4 seven and the end, and
     * nothing of the sixteen that there is room for.
     */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "MASKED"})
    void decodingStopsWhereAnswersEnd(ProcessKind kind) throws IOException {
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, prompted(ProcessSpec.of(kind, kind == ProcessKind.AUTOREGRESSIVE ? 0 : 4)));
        DecodingSetup read = SetupFile.read(file);
        List<SequenceCondition> conditions = read.conditions(0, 2);
        try (Denoiser model = new ScriptedDenoiser(5, 3)
                .behind(new int[] {1, 2, 3}, new int[] {4, 4, 0, 2})
                .behind(new int[] {4}, new int[] {1, 1, 1, 1, 1, 1, 1, 0, 1})) {
            List<DrawnSequence> drawn =
                    read.sampler(Optional.empty()).draw(model, conditions, new Seeds(1), 0, Watcher.NONE);
            assertThat(drawn.get(0).tokens()).containsExactly(1, 2, 3, 4, 4, 0);
            assertThat(drawn.get(1).tokens()).containsExactly(4, 1, 1, 1, 1, 1, 1, 1, 0);
            assertThat(DecodingTimer.Decoding.of(0.5, drawn, conditions))
                    .isEqualTo(new DecodingTimer.Decoding(0.5, 3 + 8));
        }
    }

    @Test
    void withoutPromptsWholeSequencesAreAskedFor() {
        DecodingSetup plain = setup(new AutoregressiveSpec());
        assertThat(plain.conditions(5, 2)).isEqualTo(List.of(SequenceCondition.free(16), SequenceCondition.free(16)));
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
