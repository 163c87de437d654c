package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.Ability;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.DecodingCall;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GIDD's random weights give what its authors' program gave: logits, and the loss under three weightings. */
class PublishedGiddTest {
    private static final double LOGIT_ERROR = 2e-5;
    private static final double LOSS_ERROR = 2e-5;

    @TempDir
    private Path scratch;

    @Test
    void logitsAreThoseOfTheReference() throws IOException {
        PublishedCase golden = PublishedCase.of("gidd");
        PretrainedModel model = PretrainedModel.read(golden.folder());
        assertThat(model.family()).isEqualTo(Family.GIDD);
        requireLogits(logits(golden, model, .2), golden.numbers("logits"));
    }

    /** Beyond the vocabulary of 30 ids there are 98 rows that fill it up, and the shown id's logit has a bias. */
    @Test
    void logitsOfTheTrainingClassAreThoseOfTheReference() throws IOException {
        PublishedCase golden = PublishedCase.of("gidd_train");
        PretrainedModel model = PretrainedModel.read(golden.folder());
        assertThat(model.family()).isEqualTo(Family.GIDD_TRAINING);
        assertThat(model.weights().vocabulary()).isEqualTo(128);
        assertThat(model.weights().spec().network().abilities()).doesNotContain(Ability.TRAINING);
        double[] wanted = golden.numbers("logits_first_sequence_first_8");
        assertThat(wanted).hasSize(8 * 128);
        requireLogits(Arrays.copyOf(logits(golden, model, 0), wanted.length), wanted);
    }

    /** One call for all rows as one block, with the noise level of the first sequence's time for both. */
    @ParameterizedTest
    @CsvSource({"gidd, .2", "gidd_train, 0"})
    void decodingGivesTheSameLogits(String name, double share) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        PretrainedModel model = PretrainedModel.read(golden.folder());
        int[] ids = shown(golden);
        float level = levels(golden, share)[0];
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            backbone.open(2, 32, 32);
            DecodingCall call = new DecodingCall(
                    2,
                    new int[0],
                    ids,
                    new float[] {level, level},
                    0,
                    0,
                    0,
                    0,
                    32,
                    DecodingCall.AttentionMask.BLOCKS,
                    32,
                    32);
            try (DecodedLogits decoded = backbone.decode(call)) {
                assertThat(decoded.values())
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(backbone.logits(
                                2, ids, new float[] {level, level}, AttentionPattern.BIDIRECTIONAL, 32));
            }
        }
    }

    /** The reference weighs a divergence and a ratio; its bound is the one that all noise has here. */
    @Test
    void theBoundIsThatOfTheReference() throws IOException {
        PublishedCase golden = PublishedCase.of("gidd");
        double[] found = losses(golden, Weighting.NONE);
        double[] wanted = golden.numbers("elbo_per_token");
        assertThat(found).hasSize(wanted.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("position %d", i).isCloseTo(wanted[i], within(LOSS_ERROR));
        }
        double[] unpadded = golden.numbers("attention_mask");
        double metric = IntStream.range(0, found.length)
                        .mapToDouble(i -> found[i] * unpadded[i])
                        .sum()
                / Arrays.stream(unpadded).sum();
        assertThat(metric)
                .isCloseTo(
                        golden.values()
                                .get("weightings")
                                .get("none")
                                .get("elbo_metric")
                                .asDouble(),
                        within(LOSS_ERROR));
    }

    /**
     * What training minimises is the mean over all positions, padding included. Two weightings are not those of the
     * same name here: the reference cuts the bound's weights at 2, which are cut at 1 here; and its dynamic weight of a
     * clean token is B / V times exp(sigmoid(-t) / 2), where the paper's is B / N times the root of t / (1 - t).
     */
    @ParameterizedTest
    @ValueSource(strings = {"none", "clip", "dynamic"})
    void theWeighedLossIsThatOfTheReference(String weighting) throws IOException {
        PublishedCase golden = PublishedCase.of("gidd");
        double[] found = losses(golden, Weighting.valueOf(weighting.toUpperCase(java.util.Locale.ROOT)));
        assertThat(Arrays.stream(found).average().orElseThrow())
                .isCloseTo(
                        golden.values()
                                .get("weightings")
                                .get(weighting)
                                .get("loss")
                                .asDouble(),
                        within(LOSS_ERROR));
    }

    /** Base 10000 turns position 1 by 1, .1, .01 and .001; a table that says otherwise is of another network. */
    @Test
    void aTableOfOtherRotationsIsRefused() throws IOException {
        Path folder = PublishedCase.folder("gidd");
        Map<String, Safetensors.Tensor> tensors =
                new LinkedHashMap<>(Safetensors.read(folder.resolve("model.safetensors")));
        Safetensors.Tensor table = Objects.requireNonNull(tensors.get("rotary_emb.sin_cached"));
        float[] values = table.values().clone();
        values[3 * 8 + 1] += .1f;
        tensors.put("rotary_emb.sin_cached", new Safetensors.Tensor(table.shape(), values));
        Safetensors.write(scratch.resolve("model.safetensors"), tensors);
        Files.copy(folder.resolve("config.json"), scratch.resolve("config.json"));

        assertThatThrownBy(() -> PretrainedModel.read(scratch))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(scratch + ": value 25 of rotary_emb.sin_cached is 0.199833")
                .hasMessageEndingWith(", and rotary positions of base 10000 have 0.099833414 there");
    }

    /** How the loss of a position is weighed instead of by the bound's own weight. */
    private enum Weighting {
        NONE,
        CLIP,
        DYNAMIC
    }

    private static double[] losses(PublishedCase golden, Weighting weighting) throws IOException {
        PretrainedModel model = PretrainedModel.read(golden.folder());
        HybridNoise noise = new HybridNoise(.2);
        int mask = golden.mask().orElseThrow();
        int[] shown = shown(golden);
        int[] clean = IntStream.range(0, 2)
                .flatMap(b -> Arrays.stream(golden.row("x0", b)))
                .toArray();
        double[] times = golden.numbers("t");
        double[] weights = new double[4 * shown.length];
        for (int i = 0; i < shown.length; i++) {
            double t = times[i * times.length / shown.length];
            double alpha = noise.alpha(t);
            boolean masked = shown[i] == mask;
            double mass = masked ? noise.masked(t) : noise.uniform(t) / mask;
            double slope = masked ? noise.maskedSlope(t) : noise.uniformSlope(t) / mask;
            double rate = Interpolation.rateInto(mass, slope, alpha, noise.slope(t));
            double probability = mass + (shown[i] == clean[i] ? alpha : 0);
            double ofClean = noise.factor() / (mask + 1) * Math.exp(.5 / (1 + Math.exp(t)));
            double chosen =
                    switch (weighting) {
                        case NONE -> rate / probability;
                        case CLIP -> Math.min(2, rate / probability);
                        case DYNAMIC -> masked ? 2 : shown[i] == clean[i] ? ofClean : 1;
                    };
            weights[4 * i] = alpha;
            weights[4 * i + 1] = noise.uniform(t) / mask;
            weights[4 * i + 2] = noise.masked(t);
            weights[4 * i + 3] = probability * chosen;
        }
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            return backbone.losses(new LossInputs(
                    2, shown, levels(golden, .2), clean, weights, AttentionPattern.BIDIRECTIONAL, 32, LossKind.NELBO));
        }
    }

    private static float[] logits(PublishedCase golden, PretrainedModel model, double share) {
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            return backbone.logits(2, shown(golden), levels(golden, share), AttentionPattern.BIDIRECTIONAL, 32);
        }
    }

    private static void requireLogits(float[] found, double[] wanted) {
        assertThat(found).hasSize(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) found[i]).as("logit %d", i).isCloseTo(wanted[i], within(LOGIT_ERROR));
        }
    }

    private static int[] shown(PublishedCase golden) {
        return IntStream.range(0, 2)
                .flatMap(b -> Arrays.stream(golden.row("zt", b)))
                .toArray();
    }

    /** The noise levels of the times, of which the network finds the times again. */
    private static float[] levels(PublishedCase golden, double share) {
        double[] times = golden.numbers("t");
        HybridNoise noise = new HybridNoise(share);
        return new float[] {(float) -Math.log(noise.alpha(times[0])), (float) -Math.log(noise.alpha(times[1]))};
    }
}
