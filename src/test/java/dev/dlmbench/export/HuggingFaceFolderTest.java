package dev.dlmbench.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.MaskLast;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A trained model, written into a folder and read from it, computes the same bits. */
class HuggingFaceFolderTest {
    private static final int IDS = 13;

    private static TorchSession session;

    @TempDir
    private Path place;

    private ResultStore store;
    private Path folder;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    @BeforeEach
    void makePlaces() throws IOException {
        store = ResultStore.open(place.resolve("store"));
        folder = Files.createDirectory(place.resolve("folder"));
    }

    static Stream<Arguments> processes() {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(Map.of(2, .5, 4, .5)), BlockSizes.Draw.SAME);
        CleanRows token = CleanRows.TOKEN_CAUSAL;
        return Stream.of(
                Arguments.of(ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), false, Family.AR),
                Arguments.of(new AutoregressiveSpec(Beginning.NONE), false, Family.AR),
                Arguments.of(ProcessSpec.of(ProcessKind.MASKED, 0), false, Family.MDLM),
                Arguments.of(ProcessSpec.of(ProcessKind.MASKED, 0), true, Family.MDLM),
                Arguments.of(ProcessSpec.of(ProcessKind.MASKED, 4), true, Family.BD3_LM),
                Arguments.of(masked(4, null, token, Parameterization.SUBS, 0), false, Family.BLOCKGEN),
                Arguments.of(masked(0, sizes, token, Parameterization.SUBS, 0), false, Family.BLOCKGEN),
                Arguments.of(masked(0, sizes, token, Parameterization.SUBS, 0), true, Family.DLM_BENCH),
                Arguments.of(
                        masked(0, null, CleanRows.BLOCK_CAUSAL, Parameterization.SCORE, 0), false, Family.DLM_BENCH),
                Arguments.of(
                        masked(4, null, CleanRows.BLOCK_CAUSAL, Parameterization.MEAN, 8), false, Family.DLM_BENCH),
                Arguments.of(ProcessSpec.of(ProcessKind.UNIFORM, 0), true, Family.DUO),
                Arguments.of(ProcessSpec.of(ProcessKind.UNIFORM, 4), true, Family.DLM_BENCH),
                Arguments.of(
                        new UniformSpec(
                                new BlockSpec(0, null, CleanRows.BLOCK_CAUSAL),
                                StandardSchedule.LINEAR,
                                Parameterization.POSTERIOR),
                        true,
                        Family.DLM_BENCH),
                Arguments.of(
                        ProcessSpec.of(
                                ProcessKind.HYBRID,
                                0,
                                null,
                                CleanRows.BLOCK_CAUSAL,
                                StandardSchedule.LINEAR,
                                Parameterization.SUBS,
                                0,
                                .2),
                        true,
                        Family.DLM_BENCH));
    }

    private static ProcessSpec masked(
            int size, @Nullable BlockSizes sizes, CleanRows rows, Parameterization parameterization, int steps) {
        return ProcessSpec.of(
                ProcessKind.MASKED, size, sizes, rows, StandardSchedule.LINEAR, parameterization, steps, 0);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void whatIsReadFromTheFolderIsWhatWasTrained(ProcessSpec process, boolean timed, Family family) throws IOException {
        ModelSpec.Train spec = spec(process, timed);
        Weights trained = RandomWeights.of(spec.backbone(), IDS, .4, 1);
        TrainedNode node = node(spec, trained);

        HuggingFaceFolder.write(node, facts(), folder, data());
        PretrainedModel read = PretrainedModel.read(folder);

        assertThat(read.family()).isEqualTo(family);
        assertThat(read.conventions().first() == FirstPosition.ORDINARY).isEqualTo(process.predictsFirst());
        int sequence = spec.data().sequence();
        if (process.sizes().isEmpty()) {
            assertThat(read.conventions().attention())
                    .isEqualTo(process.pattern(process.blockSizeIn(sequence), sequence));
        }
        boolean uniform = process.kind() == ProcessKind.UNIFORM;
        if (family != Family.BLOCKGEN) {
            assertThat(read.conventions().maskId(read.weights().vocabulary(), OptionalInt.of(3), process.kind()))
                    .isEqualTo(uniform ? OptionalInt.empty() : OptionalInt.of(IDS - 1));
        }
        int tokens = IDS - 1;
        Weights there = uniform ? new MaskLast(tokens, OptionalInt.empty()).reorder(read.weights()) : read.weights();
        AttentionPattern pattern = read.conventions().attention();
        int block = read.conventions().block().orElse(2);
        float[] logits = logits(there, pattern, sequence, block);
        float[] expected = logits(trained, pattern, sequence, block);
        for (int i = 0; i < expected.length; i++) {
            if (!uniform || i % IDS < tokens) {
                assertThat(logits[i]).isEqualTo(expected[i]);
            }
        }
    }

    private static float[] logits(Weights weights, AttentionPattern pattern, int sequence, int block) {
        boolean both = pattern == AttentionPattern.DUAL || pattern == AttentionPattern.DUAL_TOKEN_CAUSAL;
        int[] ids = IntStream.range(0, both ? 2 * sequence : sequence)
                .map(i -> i * 5 % (IDS - 1))
                .toArray();
        try (Backbone backbone = new Backbone(session, weights)) {
            return backbone.logits(1, ids, new float[] {.7f}, pattern, block);
        }
    }

    @Test
    void theCardSaysWhatWasMeasuredUnderWhichSettings() throws IOException {
        ModelSpec.Train spec = spec(ProcessSpec.of(ProcessKind.MASKED, 4), false);
        TrainedNode node = node(spec, RandomWeights.of(spec.backbone(), IDS, .4, 1));

        HuggingFaceFolder.write(node, facts(), folder, data());

        assertThat(Files.readString(folder.resolve("README.md")))
                .startsWith("---\nlibrary_name: dlm-bench\n")
                .contains("# suite:point \\| seed 1\n")
                .contains("masked diffusion in blocks of 4 tokens")
                .contains("| nll | at most 2.5 | nats per token | 0.25 | 4 | {precision=float32} | minus the log-lik")
                .contains("| process.blockSize | 4 |")
                .contains("| mask id | 12 |")
                .contains("| node | " + node.record().hash() + " |")
                .contains("| program | abc |")
                .contains("| hash of the text, tokenized and split | def |");
    }

    /** A node that keeps its tokenizer needs no text; one of before has its tokenizer from its text. */
    @Test
    void theTokenizerIsTheOneThatWasKept() throws IOException {
        ModelSpec.Train spec = spec(ProcessSpec.of(ProcessKind.MASKED, 4), false);
        TrainedNode node = node(spec, RandomWeights.of(spec.backbone(), IDS, .4, 1));
        String own = Corpora.prepare(spec.data(), data()).tokenizer().json();
        assertThat(node.tokenizer(data())).isEqualTo(own);

        Files.writeString(node.record().folder().resolve("checkpoint/" + NodeFiles.TOKENIZER), "{}");
        assertThat(node.tokenizer(data())).isEqualTo("{}");
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws IOException {
        String nobody = Hashes.of("nobody");
        assertThatThrownBy(() -> TrainedNode.read(store, nobody, "suite:point seed 1"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("suite:point seed 1 is not trained yet; dlm run trains it");

        ModelSpec.Train spec = spec(ProcessSpec.of(ProcessKind.MASKED, 4), false);
        TrainedNode node = node(spec, RandomWeights.of(spec.backbone(), IDS, .4, 1));
        Files.delete(node.record().folder().resolve("checkpoint/model.safetensors"));
        assertThatThrownBy(() -> HuggingFaceFolder.write(node, facts(), folder, data()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("has no weights any more");
    }

    private DataFolder data() {
        return new DataFolder(place);
    }

    private static ModelFacts facts() {
        Measurement nll = Measurement.of(Metric.NLL, 2.5, Bound.UPPER, 4, .25, Map.of("precision", "float32"));
        return new ModelFacts("suite:point | seed 1", Map.of("process.blockSize", "4"), List.of(nll));
    }

    private static ModelSpec.Train spec(ProcessSpec process, boolean timed) {
        ModelSpec.Train plain = SpecJsonTest.model(1000, 50);
        return new ModelSpec.Train(
                plain.data(),
                "",
                TextPart.MODELS,
                new BackboneSpec(1, 8, 2, 4, 0, timed),
                process,
                plain.objective(),
                plain.training(),
                TestEngine.SPEC,
                1,
                null,
                null);
    }

    private TrainedNode node(ModelSpec.Train spec, Weights weights) throws IOException {
        String canonical = SpecJson.canonical(spec);
        String hash = Hashes.of(canonical);
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(canonical);
            attempt.writeMeasurements(List.of());
            attempt.writeProvenance(Map.of("commit", "abc", "text", "def"));
            Files.createDirectory(attempt.folder().resolve(NodeFiles.CHECKPOINT));
            weights.write(attempt.folder().resolve("checkpoint/model.safetensors"));
            assertThat(attempt.commit()).isTrue();
        }
        return TrainedNode.read(store, hash, "model");
    }
}
