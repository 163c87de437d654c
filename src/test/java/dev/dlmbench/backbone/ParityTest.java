package dev.dlmbench.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random weights of the reference implementation of BD3-LM give the logits that it gives. */
class ParityTest {
    @ParameterizedTest
    @ValueSource(strings = {"bd3lm_block4", "bd3lm_block8", "bd3lm_full"})
    void givesTheLogitsOfTheReferenceImplementation(String name) throws IOException {
        Path weights = SharedFiles.require("parity/" + name + ".safetensors");
        JsonNode cases = new ObjectMapper()
                .readTree(SharedFiles.require("parity/cases.json").toFile());
        JsonNode wanted = find(cases, name);
        BackboneSpec spec = new BackboneSpec(
                cases.get("layers").asInt(),
                cases.get("width").asInt(),
                cases.get("heads").asInt(),
                cases.get("cond").asInt(),
                0,
                false);
        int vocabulary = wanted.get("vocab").asInt();
        int length = cases.get("length").asInt();
        boolean dual = wanted.get("dual").asBoolean();
        int[] ids = rows(wanted, dual, length);
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, Weights.read(weights, spec, vocabulary))) {
            float[] logits = backbone.logits(
                    2,
                    ids,
                    new float[2],
                    dual ? AttentionPattern.DUAL : AttentionPattern.BIDIRECTIONAL,
                    wanted.get("block").asInt());
            assertThat(logits).hasSize(2 * length * vocabulary);
            for (int i = 0; i < logits.length; i++) {
                double expected = wanted.get("logits")
                        .get(i / vocabulary / length)
                        .get(i / vocabulary % length)
                        .get(i % vocabulary)
                        .asDouble();
                assertThat((double) logits[i]).isCloseTo(expected, within(1e-5));
            }
            assertThat(maskedNats(wanted, logits, length, vocabulary))
                    .isCloseTo(wanted.get("masked_nll_sum").asDouble(), within(2e-4));
        }
    }

    private static JsonNode find(JsonNode cases, String name) {
        for (JsonNode candidate : cases.get("cases")) {
            if (candidate.get("name").asText().equals(name)) {
                return candidate;
            }
        }
        throw new AssertionError("no case " + name);
    }

    private static int[] rows(JsonNode wanted, boolean dual, int length) {
        int width = dual ? 2 * length : length;
        int[] ids = new int[2 * width];
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < length; i++) {
                ids[b * width + i] = wanted.get("xt").get(b).get(i).asInt();
                if (dual) {
                    ids[b * width + length + i] = wanted.get("x0").get(b).get(i).asInt();
                }
            }
        }
        return ids;
    }

    private static double maskedNats(JsonNode wanted, float[] logits, int length, int vocabulary) {
        int mask = wanted.path("mask_id").asInt(vocabulary - 1);
        double nats = 0;
        for (int row = 0; row < 2 * length; row++) {
            if (wanted.get("xt").get(row / length).get(row % length).asInt() == mask) {
                double sum = 0;
                for (int v = 0; v < vocabulary; v++) {
                    sum += v == mask ? 0 : Math.exp(logits[row * vocabulary + v]);
                }
                int truth = wanted.get("x0").get(row / length).get(row % length).asInt();
                nats += Math.log(sum) - logits[row * vocabulary + truth];
            }
        }
        return nats;
    }
}
