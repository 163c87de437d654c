package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.json.Json;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written into a folder is what is read from it, and what its family's own programs wrote. */
class WrittenFolderTest {
    private static final BackboneSpec SPEC = new BackboneSpec(2, 8, 2, 4, 0, false);

    /** What only some programs state, or what does not concern the network. */
    private static final List<String> NOT_OURS = List.of(
            "auto_map",
            "note",
            "name",
            "attn_backend",
            "var_min",
            "sampling_eps_min",
            "sampling_eps_max",
            "eps",
            "subs_masking",
            "torch_dtype");

    @TempDir
    private Path folder;

    static Stream<PretrainedModel> models() {
        OptionalInt none = OptionalInt.empty();
        return Stream.of(
                model(Family.MDLM, AttentionPattern.BIDIRECTIONAL, none, MaskPlace.LAST),
                model(Family.BD3_LM, AttentionPattern.DUAL, OptionalInt.of(4), MaskPlace.LAST),
                model(Family.AR, AttentionPattern.CAUSAL, none, MaskPlace.LAST),
                model(Family.DUO, AttentionPattern.BIDIRECTIONAL, none, MaskPlace.NONE),
                model(Family.BLOCKGEN, AttentionPattern.DUAL, none, MaskPlace.UNSTATED),
                model(Family.BLOCKGEN, AttentionPattern.DUAL_TOKEN_CAUSAL, none, MaskPlace.UNSTATED),
                model(Family.DLM_BENCH, AttentionPattern.DUAL_TOKEN_CAUSAL, OptionalInt.of(2), MaskPlace.LAST),
                model(Family.DLM_BENCH, AttentionPattern.BIDIRECTIONAL, none, MaskPlace.NONE),
                model(Family.DLM_BENCH, AttentionPattern.DUAL, OptionalInt.of(2), MaskPlace.NONE, Output.POSTERIOR));
    }

    private static PretrainedModel model(Family family, AttentionPattern attention, OptionalInt block, MaskPlace mask) {
        return model(family, attention, block, mask, Output.LOGITS);
    }

    private static PretrainedModel model(
            Family family, AttentionPattern attention, OptionalInt block, MaskPlace mask, Output output) {
        return new PretrainedModel(
                family,
                new Conventions(process(family), attention, block, mask, output, FirstPosition.ORDINARY),
                RandomWeights.of(SPEC, 7, .4, 1));
    }

    private static Optional<ProcessKind> process(Family family) {
        return switch (family) {
            case MDLM, BD3_LM -> Optional.of(ProcessKind.MASKED);
            case AR -> Optional.of(ProcessKind.AUTOREGRESSIVE);
            case DUO -> Optional.of(ProcessKind.UNIFORM);
            case DLM_BENCH -> Optional.of(ProcessKind.HYBRID);
            default -> Optional.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsWrittenIsRead(PretrainedModel model) throws IOException {
        model.write(folder, 16, .2);

        PretrainedModel read = PretrainedModel.read(folder);
        assertThat(read.family()).isEqualTo(model.family());
        assertThat(read.conventions()).isEqualTo(model.conventions());
        assertThat(read.weights().spec()).isEqualTo(SPEC);
        assertThat(PretrainedModel.describe(folder).uniformShare())
                .isEqualTo(model.family() == Family.DLM_BENCH ? .2 : 0);
        assertSameBits(read.weights(), model.weights());
    }

    @Test
    void anInputOfTheNoiseLevelIsRead() throws IOException {
        BackboneSpec timed = new BackboneSpec(1, 8, 2, 4, 0, true);
        for (Family family : List.of(Family.MDLM, Family.DUO, Family.DLM_BENCH)) {
            new PretrainedModel(
                            family,
                            new Conventions(
                                    process(family),
                                    AttentionPattern.BIDIRECTIONAL,
                                    OptionalInt.empty(),
                                    MaskPlace.LAST,
                                    Output.LOGITS,
                                    FirstPosition.ORDINARY),
                            RandomWeights.of(timed, 7, .4, 1))
                    .write(folder, 16, 0);
            assertThat(PretrainedModel.read(folder).weights().spec()).isEqualTo(timed);
        }
    }

    /** The frequencies that a file states stay those, whoever writes the folder again. */
    @ParameterizedTest
    @CsvSource({"mdlm", "mdlm_half_bf16", "bd3lm_block4", "duo", "blockgen_absorb", "blockgen_uniform"})
    void aPublishedFolderIsWrittenAsItWas(String name) throws IOException {
        Path published = PublishedCase.of(name).folder();
        PretrainedModel model = PretrainedModel.read(published);
        model.write(folder, 32, 0);

        Map<String, Safetensors.Tensor> expected =
                new LinkedHashMap<>(Safetensors.read(published.resolve(WeightFiles.SINGLE)));
        expected.keySet().removeIf(tensor -> tensor.startsWith("sampling_"));
        Map<String, Safetensors.Tensor> written = Safetensors.read(folder.resolve(WeightFiles.SINGLE));
        assertThat(written.keySet()).isEqualTo(expected.keySet());
        written.forEach((tensor, values) -> assertThat(expected)
                .as(tensor)
                .extractingByKey(tensor)
                .satisfies(own -> {
                    assertThat(values.shape()).isEqualTo(own.shape());
                    assertThat(values.values()).isEqualTo(own.values());
                }));
        JsonNode config = Json.read(folder.resolve(ModelConfig.FILE), JsonNode.class);
        agree(config, Json.read(published.resolve(ModelConfig.FILE), JsonNode.class), name);
    }

    private static void agree(JsonNode written, JsonNode expected, String place) {
        expected.properties().stream()
                .filter(field -> !NOT_OURS.contains(field.getKey()))
                .forEach(field -> {
                    JsonNode own = written.path(field.getKey());
                    String at = place + "." + field.getKey();
                    if (field.getValue().isObject()) {
                        agree(own, field.getValue(), at);
                    } else if (!field.getKey().equals("dropout")) { // which a network that is read has none of
                        assertThat(own).as(at).isEqualTo(field.getValue());
                    }
                });
    }

    @Test
    void withoutTheMasksRowTheRestIsAsItWas() {
        Weights whole = RandomWeights.of(SPEC, 7, .4, 1);
        Weights without = MaskLast.without(whole);
        assertThat(without.vocabulary()).isEqualTo(6);
        Weights back = new MaskLast(6, OptionalInt.empty()).reorder(without);
        List<float[]> values = whole.values();
        for (int i : new int[] {0, values.size() - 2, values.size() - 1}) {
            int row = values.get(i).length / 7;
            Arrays.fill(values.get(i), 6 * row, 7 * row, 0);
        }
        assertSameBits(back, whole);
    }

    private static void assertSameBits(Weights first, Weights second) {
        assertThat(first.vocabulary()).isEqualTo(second.vocabulary());
        assertThat(first.values()).hasSameSizeAs(second.values());
        for (int i = 0; i < first.values().size(); i++) {
            assertThat(first.values().get(i)).isEqualTo(second.values().get(i));
        }
    }
}
