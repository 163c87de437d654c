package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Families of which there are no numbers of the authors: their layers are those of another family, whose weights under
 * their configuration give the other's numbers.
 */
class RelatedFamiliesTest {
    private static final String SIZES = "\"cond_dim\": 16, \"n_blocks\": 2, \"n_heads\": 4";
    private static final String SEDD =
            "{\"tokens\": %d, \"graph\": {\"type\": \"%s\"}, \"model\": {\"hidden_size\": 32,"
                    + " \"scale_by_sigma\": %s, " + SIZES + "}}";

    @TempDir
    private Path scratch;

    /** Conditioned on time by the noise level, as Duo's network is. */
    @ParameterizedTest
    @CsvSource({"SEDD", "UDLM"})
    void networksWithTimeAreDuos(Family family) throws IOException {
        PublishedCase golden = PublishedCase.of("duo");
        int vocabulary = golden.values().get("vocab").asInt();
        copy("duo", tensors -> {});
        config(
                family == Family.SEDD
                        ? String.format(Locale.ROOT, SEDD, vocabulary - 1, "absorb", true)
                        : "{\"model_type\": \"udlm\", \"hidden_dim\": 32, \"vocab_size\": " + vocabulary + ", " + SIZES
                                + "}");
        PretrainedModel model = PretrainedModel.read(scratch);
        assertThat(model.family()).isEqualTo(family);
        requireLogits(golden, model);
    }

    /** EDLM's energy lies beside the network, once as a part of it. */
    @Test
    void theNetworkOfAnMdlmsTrainingIsReadAndAnEnergyPassedOver() throws IOException {
        PublishedCase golden = PublishedCase.of("mdlm");
        copy("mdlm", tensors -> {
            Safetensors.Tensor energy = new Safetensors.Tensor(new long[] {2}, new float[] {1, 2});
            tensors.put("ebm.vocab_embed.embedding", energy);
            tensors.put("backbone.ebm.vocab_embed.embedding", energy);
        });
        config("{\"parameterization\": \"subs\", \"backbone\": \"dit\", \"ebm_backbone\": \"dit\","
                + " \"time_conditioning\": false, \"model\": {\"hidden_size\": 32, " + SIZES + "}}");
        PretrainedModel model = PretrainedModel.read(scratch);
        assertThat(model.family()).isEqualTo(Family.MDLM_TRAINING);
        requireLogits(golden, model);
    }

    /**
     * The loss of a masked position by SEDD's formulas (section 3.3, score entropy), from the log-scores that its class
     * returns: the sum of exp(score), minus ratio times the score of the clean token, plus ratio (ln ratio - 1), times
     * the rate of the noise, where the ratio is 1 / (e^sigma - 1).
     */
    @Test
    void seddsLossIsTheScoreEntropyOfItsLogScores() throws IOException {
        PublishedCase golden = PublishedCase.of("duo");
        int vocabulary = golden.values().get("vocab").asInt();
        int mask = vocabulary - 1;
        copy("duo", tensors -> {});
        config(String.format(Locale.ROOT, SEDD, mask, "absorb", true));
        PretrainedModel model = PretrainedModel.read(scratch);
        assertThat(model.conventions().maskId(vocabulary, OptionalInt.of(3), ProcessKind.MASKED))
                .hasValue(mask);
        assertThat(model.conventions().output()).isEqualTo(Conventions.Output.SCORES);
        int n = 8;
        int[] clean = Arrays.copyOf(golden.row("x0", 0), n);
        int[] noisy = clean.clone();
        noisy[1] = mask;
        noisy[4] = mask;
        noisy[5] = mask;
        double t = .4;
        double sigma = -Math.log1p(-(1 - 1e-3) * t);
        double rate = (1 - 1e-3) / (1 - (1 - 1e-3) * t);
        double ratio = 1 / Math.expm1(sigma);
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> noisy[i] == mask ? rate * ratio : 0);
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            float[] level = {(float) sigma};
            float[] logits = backbone.logits(1, noisy, level, AttentionPattern.BIDIRECTIONAL, n);
            double[] losses = backbone.losses(
                    new LossInputs(1, noisy, level, clean, weights, AttentionPattern.BIDIRECTIONAL, n, LossKind.SCORE));
            for (int i = 0; i < n; i++) {
                double wanted = 0;
                if (noisy[i] == mask) {
                    double scale = Math.log(Math.expm1(sigma)) + Math.log(mask);
                    for (int id = 0; id < mask; id++) {
                        wanted += Math.exp(logits[i * vocabulary + id] - scale);
                    }
                    wanted -= ratio * (logits[i * vocabulary + clean[i]] - scale);
                    wanted += ratio * (Math.log(ratio) - 1);
                }
                assertThat(losses[i]).as("position %d", i).isCloseTo(rate * wanted, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "28, uniform, true, type must be absorb",
        "28, absorb, false, scale_by_sigma must be true",
        "29, absorb, true, tokens is 29"
    })
    void whatSeddDoesNotHaveHereIsRefused(int tokens, String graph, boolean scaled, String words) throws IOException {
        assertThat(PublishedCase.of("duo").values().get("vocab").asInt()).isEqualTo(29);
        copy("duo", tensors -> {});
        config(String.format(Locale.ROOT, SEDD, tokens, graph, scaled));
        assertThatThrownBy(() -> PretrainedModel.read(scratch))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aUdlmThatIsConditionedOnClassesIsRefused() throws IOException {
        copy("duo", tensors -> {});
        config("{\"model_type\": \"udlm\", \"hidden_dim\": 32, \"cfg\": true, " + SIZES + "}");
        assertThatThrownBy(() -> PretrainedModel.read(scratch))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("cfg must be false");
    }

    private void copy(String name, Consumer<Map<String, Safetensors.Tensor>> change) throws IOException {
        Map<String, Safetensors.Tensor> tensors =
                new LinkedHashMap<>(Safetensors.read(PublishedCase.folder(name).resolve("model.safetensors")));
        change.accept(tensors);
        Safetensors.write(scratch.resolve("model.safetensors"), tensors);
    }

    private void config(String text) throws IOException {
        Files.writeString(scratch.resolve("config.json"), text);
    }

    private static void requireLogits(PublishedCase golden, PretrainedModel model) {
        double[] wanted = golden.numbers("logits");
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            float[] logits = backbone.logits(
                    2,
                    golden.ids(AttentionPattern.BIDIRECTIONAL),
                    golden.levels(),
                    AttentionPattern.BIDIRECTIONAL,
                    golden.row("x0", 0).length);
            assertThat(logits).hasSize(wanted.length);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).as("logit %d", i).isCloseTo(wanted[i], within(2e-5));
            }
        }
    }
}
