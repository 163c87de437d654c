package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.DecodingCall;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random weights in GPT-2's layouts give what Hugging Face's class gave. */
class PublishedGpt2Test {
    private static final int POSITIONS = 1024;

    @TempDir
    private Path scratch;

    /** Nats of every next token of each text, cut at 1024 ids. */
    @ParameterizedTest
    @ValueSource(strings = {"judge", "judge_sharded"})
    void natsOfNextTokensAreThoseOfTheReference(String name) throws IOException {
        PublishedCase golden = PublishedCase.of("judge");
        PretrainedModel model = PretrainedModel.read(PublishedCase.folder(name));
        assertThat(model.family()).isEqualTo(Family.GPT2);
        MaskLast order = new MaskLast(model.weights().vocabulary(), OptionalInt.empty());
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, order.reorder(model.weights()))) {
            JsonNode nats = golden.values().get("nats");
            for (int text = 0; text < nats.size(); text++) {
                int[] ids = golden.row("ids", text);
                int n = Math.min(ids.length, POSITIONS) - 1;
                double[] found = n == 0
                        ? new double[0]
                        : backbone.losses(new LossInputs(
                                1,
                                Arrays.copyOf(ids, n),
                                new float[1],
                                Arrays.copyOfRange(ids, 1, n + 1),
                                IntStream.range(0, n).mapToDouble(i -> 1).toArray(),
                                AttentionPattern.CAUSAL,
                                1,
                                LossKind.CROSS_ENTROPY));
                assertThat(found).hasSize(nats.get(text).size());
                for (int i = 0; i < n; i++) {
                    assertThat(found[i])
                            .as("token %d of text %d", i + 1, text)
                            .isCloseTo(nats.get(text).get(i).asDouble(), within(2e-5));
                }
            }
        }
    }

    /**
     * The first text in pieces, within a window that holds it: every piece after what the cache has of those before.
     */
    @ParameterizedTest
    @CsvSource({"1", "7", "30"})
    void decodingWithTheCacheGivesTheLogitsOfTheWhole(int piece) throws IOException {
        PretrainedModel model = PretrainedModel.read(PublishedCase.folder("judge"));
        int[] ids = Arrays.copyOf(PublishedCase.of("judge").row("ids", 0), 60);
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            float[] whole = backbone.logits(1, ids, new float[1], AttentionPattern.CAUSAL, 1);
            int row = whole.length / ids.length;
            backbone.open(1, ids.length, ids.length);
            for (int from = 0; from < ids.length; from += piece) {
                int rows = Math.min(piece, ids.length - from);
                try (DecodedLogits decoded = backbone.decode(call(ids, from, rows, 0, 64))) {
                    float[] logits = decoded.values();
                    for (int i = 0; i < logits.length; i++) {
                        assertThat(logits[i]).isCloseTo(whole[from * row + i], within(1e-5f));
                    }
                }
            }
        }
    }

    /** A window of 8 tokens: what a row sees does not depend on how its sequence is cut into calls. */
    @Test
    void aWindowIsTheSameTokenByTokenAndAtOnce() throws IOException {
        PretrainedModel model = PretrainedModel.read(PublishedCase.folder("judge"));
        int[] ids = Arrays.copyOf(PublishedCase.of("judge").row("ids", 0), 24);
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            backbone.open(1, ids.length, ids.length);
            float[] atOnce;
            try (DecodedLogits decoded = backbone.decode(call(ids, 0, ids.length, 0, 8))) {
                atOnce = decoded.values();
            }
            int row = atOnce.length / ids.length;
            backbone.open(1, ids.length, ids.length);
            for (int i = 0; i < ids.length; i++) {
                try (DecodedLogits decoded = backbone.decode(call(ids, i, 1, Math.max(0, i + 1 - 8), 8))) {
                    assertThat(decoded.values())
                            .usingComparatorWithPrecision(1e-5f)
                            .containsExactly(Arrays.copyOfRange(atOnce, i * row, (i + 1) * row));
                }
            }
        }
    }

    /** Products of numbers with eight binary digits; the nats of texts change by some hundredths. */
    @Test
    void bf16GivesNearlyTheSameNats() throws IOException {
        PretrainedModel model = PretrainedModel.read(PublishedCase.folder("judge"));
        int[] ids = Arrays.copyOf(PublishedCase.of("judge").row("ids", 0), 24);
        EngineSpec low = new EngineSpec("cpu", EngineSpec.Precision.BF16, 1);
        try (TorchSession session = TorchSession.start(low);
                Backbone backbone = new Backbone(session, model.weights());
                TorchSession single = TorchSession.start(TestEngine.SPEC);
                Backbone exact = new Backbone(single, model.weights())) {
            float[] wanted = exact.logits(1, ids, new float[1], AttentionPattern.CAUSAL, 1);
            assertThat(backbone.logits(1, ids, new float[1], AttentionPattern.CAUSAL, 1))
                    .usingComparatorWithPrecision(.1f)
                    .containsExactly(wanted);
            backbone.open(1, ids.length, ids.length);
            try (DecodedLogits decoded = backbone.decode(call(ids, 0, ids.length, 0, 24))) {
                assertThat(decoded.values()).usingComparatorWithPrecision(.1f).containsExactly(wanted);
            }
        }
    }

    @Test
    void sequencesBeyondItsPositionsAreRefused() throws IOException {
        PretrainedModel model = PretrainedModel.read(PublishedCase.folder("judge"));
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            assertThatThrownBy(
                            () -> backbone.logits(1, new int[POSITIONS + 1], new float[1], AttentionPattern.CAUSAL, 1))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("network gpt2 has 1024 positions, which is fewer than the 1025 of a sequence");
            assertThatThrownBy(() -> backbone.open(1, 8, POSITIONS + 1))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("has 1024 positions");
            assertThatThrownBy(() -> backbone.logits(1, new int[8], new float[1], AttentionPattern.BIDIRECTIONAL, 1))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("network gpt2 does not support bidirectional attention");
        }
    }

    @Test
    void anOutputLayerThatIsTheEmbeddingMayBeThere() throws IOException {
        Map<String, Safetensors.Tensor> tensors = tensors();
        tensors.put("lm_head.weight", embedding(tensors));
        assertThat(read(tensors, "").weights().values())
                .usingRecursiveComparison()
                .isEqualTo(PretrainedModel.read(PublishedCase.folder("judge"))
                        .weights()
                        .values());
    }

    @Test
    void anOutputLayerThatIsTiedAndAnotherIsRefused() throws IOException {
        Map<String, Safetensors.Tensor> tensors = tensors();
        tensors.put("lm_head.weight", doubled(tensors));
        assertThatThrownBy(() -> read(tensors, ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(scratch + " has a lm_head.weight that differs from wte.weight, to which it is tied by"
                        + " config.json: tie_word_embeddings is not false there");
    }

    @Test
    void anOutputLayerThatIsNotTiedIsItsOwn() throws IOException {
        Map<String, Safetensors.Tensor> tensors = tensors();
        Safetensors.Tensor own = doubled(tensors);
        tensors.put("lm_head.weight", own);
        PretrainedModel model = read(tensors, "\"tie_word_embeddings\": false,");
        assertThat(model.weights().values().get(model.weights().values().size() - 2))
                .isEqualTo(own.values());
        tensors.remove("lm_head.weight");
        assertThatThrownBy(() -> read(tensors, "\"tie_word_embeddings\": false,"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("there is no weight lm_head.weight [512, 16]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "activation_function": "relu",              | activation_function must be gelu_new, got "relu"
            "layer_norm_epsilon": 1e-6,                 | layer_norm_epsilon must be 1.0E-5, got 1.0E-6
            "n_inner": 32,                              | n_inner must be 64, got 32
            "scale_attn_by_inverse_layer_idx": true,    | scale_attn_by_inverse_layer_idx must be false, got true
            """)
    void whatTheNetworkDoesNotComputeIsRefused(String setting, String message) throws IOException {
        Map<String, Safetensors.Tensor> tensors = tensors();
        assertThatThrownBy(() -> read(tensors, setting))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(scratch.resolve("config.json") + ": " + message);
    }

    private static DecodingCall call(int[] ids, int from, int rows, int seen, int window) {
        return new DecodingCall(
                1,
                new int[0],
                Arrays.copyOfRange(ids, from, from + rows),
                new float[1],
                seen,
                from,
                from,
                rows,
                rows,
                DecodingCall.AttentionMask.TOKENS,
                1,
                window);
    }

    private static Map<String, Safetensors.Tensor> tensors() throws IOException {
        return new LinkedHashMap<>(
                Safetensors.read(PublishedCase.folder("judge").resolve("model.safetensors")));
    }

    private static Safetensors.Tensor embedding(Map<String, Safetensors.Tensor> tensors) {
        return Objects.requireNonNull(tensors.get("transformer.wte.weight"));
    }

    private static Safetensors.Tensor doubled(Map<String, Safetensors.Tensor> tensors) {
        float[] values = embedding(tensors).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2;
        }
        return new Safetensors.Tensor(embedding(tensors).shape(), values);
    }

    private PretrainedModel read(Map<String, Safetensors.Tensor> tensors, String settings) throws IOException {
        Safetensors.write(scratch.resolve("model.safetensors"), tensors);
        Files.writeString(scratch.resolve("config.json"), """
                {"model_type": "gpt2", %s "vocab_size": 512, "n_positions": 1024, "n_layer": 2, "n_embd": 16, "n_head": 2}
                """.formatted(settings));
        return PretrainedModel.read(scratch);
    }
}
