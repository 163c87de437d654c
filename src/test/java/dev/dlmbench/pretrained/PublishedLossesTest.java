package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the mask id last, the losses of published networks are those of their authors' programs. */
class PublishedLossesTest {
    private static final double LOSS_ERROR = 2e-4;

    /** The probability of the mask where there is none; its logarithm must be a number. */
    private static final double NEVER = 1e-200;

    /** The masked loss: the cross-entropy over real ids at masked positions, over t (of the sequence or the block). */
    @ParameterizedTest
    @ValueSource(
            strings = {"mdlm", "mdlm_half_bf16", "lm1b_mask_inside", "bd3lm_block4", "bd3lm_block16", "blockgen_absorb"
            })
    void maskedLossesAreThoseOfTheReference(String name) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        int[] noisy = golden.ids(AttentionPattern.BIDIRECTIONAL);
        double[] times = golden.numbers(golden.values().has("t_per_block") ? "t_per_block" : "t");
        String counted = golden.values().has("attention_mask_used") ? "attention_mask_used" : "attention_mask";
        double[] padding = golden.values().has(counted) ? golden.numbers(counted) : ones(noisy.length);
        double[] weights = IntStream.range(0, noisy.length)
                .mapToDouble(i -> noisy[i] == golden.mask().orElseThrow()
                        ? padding[i] / times[i * times.length / noisy.length]
                        : 0)
                .toArray();

        requireLosses(golden, weights, LossKind.CROSS_ENTROPY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "ar_mdlm_repo"})
    void autoregressiveLossesAreThoseOfTheReference(String name) throws IOException {
        PublishedCase golden = PublishedCase.of(name);

        requireLosses(golden, ones(golden.targets(AttentionPattern.CAUSAL).length), LossKind.CROSS_ENTROPY);
    }

    /**
     * The bound of uniform noise over K ids, as published: (1 - eps) / (K alpha) times the sum over ids of what the
     * program sums, with alpha = 1 - (1 - eps) t.
     */
    @ParameterizedTest
    @ValueSource(strings = {"duo", "blockgen_uniform"})
    void uniformLossesAreThoseOfTheReference(String name) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        int states = golden.values().get("vocab").asInt();
        double[] alpha = golden.numbers("alpha");
        double[] noise = Arrays.stream(alpha)
                .flatMap(kept -> IntStream.range(0, golden.row("x0", 0).length)
                        .mapToObj(i -> new double[] {kept, (1 - kept) / states, NEVER, (1 - 1e-3) / (states * kept)})
                        .flatMapToDouble(Arrays::stream))
                .toArray();

        requireLosses(golden, noise, LossKind.NELBO);
    }

    @Test
    void theMaskIsLastAndRealIdsKeepTheirNumbers() {
        MaskLast inside = new MaskLast(5, OptionalInt.of(2));
        assertThat(IntStream.range(0, 5).map(inside::id)).containsExactly(0, 1, 5, 3, 4);
        assertThat(inside.tokens()).isEqualTo(5);

        MaskLast none = new MaskLast(3, OptionalInt.empty());
        assertThat(IntStream.range(0, 3).map(none::id)).containsExactly(0, 1, 2);
        assertThat(none.tokens()).isEqualTo(3);

        MaskLast last = new MaskLast(3, OptionalInt.of(2));
        assertThat(IntStream.range(0, 3).map(last::id)).containsExactly(0, 1, 2);
        assertThat(last.tokens()).isEqualTo(2);
    }

    @Test
    void aMaskOutsideOfTheVocabularyIsRefused() {
        assertThatThrownBy(() -> new MaskLast(5, OptionalInt.of(5)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the mask id 5 is outside of the 5 ids that the weights are for");
    }

    private static void requireLosses(PublishedCase golden, double[] noise, LossKind loss) throws IOException {
        PretrainedModel model = PretrainedModel.read(golden.folder());
        AttentionPattern pattern = model.conventions().attention();
        MaskLast order = new MaskLast(model.weights().vocabulary(), golden.mask());
        Weights weights = order.reorder(model.weights());
        LossInputs inputs = new LossInputs(
                2,
                here(order, golden.ids(pattern)),
                golden.levels(),
                here(order, golden.targets(pattern)),
                noise,
                pattern,
                golden.block(model),
                loss);
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, weights)) {
            double[] losses = backbone.losses(inputs);
            double[] wanted = golden.numbers("nlls");
            assertThat(losses).hasSize(wanted.length);
            for (int i = 0; i < losses.length; i++) {
                assertThat(losses[i]).as("position %d", i).isCloseTo(wanted[i], within(LOSS_ERROR));
            }
        }
    }

    private static int[] here(MaskLast order, int[] ids) {
        return Arrays.stream(ids).map(order::id).toArray();
    }

    private static double[] ones(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 1).toArray();
    }
}
