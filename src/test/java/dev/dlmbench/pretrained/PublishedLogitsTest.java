package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.DecodingCall;
import dev.dlmbench.backbone.GivenFrequencies;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of random weights, in the layouts of published ones, give what their authors' programs gave. */
class PublishedLogitsTest {
    private static final double LOGIT_ERROR = 2e-5;

    @ParameterizedTest
    @CsvSource({
        "mdlm, MDLM",
        "mdlm_half_bf16, MDLM",
        "lm1b_mask_inside, MDLM",
        "bd3lm_block4, BD3_LM",
        "bd3lm_block16, BD3_LM",
        "ar, AR",
        "duo, DUO",
        "blockgen_absorb, BLOCKGEN",
        "blockgen_uniform, BLOCKGEN"
    })
    void logitsAreThoseOfTheReference(String name, Family family) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        PretrainedModel model = PretrainedModel.read(golden.folder());
        assertThat(model.family()).isEqualTo(family);
        assertThat(model.weights().vocabulary())
                .isEqualTo(golden.values().get("vocab").asInt());

        requireLogits(golden, model);
    }

    /**
     * The numbers of the F16 folder were made with the rotary frequencies that its twin in BF16 states, and not with
     * its own: 0.10009766, 0.01000977 and 0.00099945 instead of 0.09997559, 0.01000214 and 0.00100040. With its own,
     * the formulas in double precision differ from them by 2e-3; with the twin's, by 2e-6, which is how they are
     * rounded.
     */
    @Test
    void logitsInHalfPrecisionAreThoseOfTheReferenceUnderTheFrequenciesThatItUsed() throws IOException {
        PublishedCase golden = PublishedCase.of("mdlm_half_fp16");
        Weights weights = PretrainedModel.read(golden.folder()).weights();
        Weights twin = PretrainedModel.read(PublishedCase.of("mdlm_half_bf16").folder())
                .weights();
        assertThat(weights.spec().network())
                .isEqualTo(
                        new GivenFrequencies(List.of(1., 0.0999755859375, 0.01000213623046875, 0.0010004043579101562)));

        requireLogits(
                golden,
                new PretrainedModel(
                        Family.MDLM,
                        PretrainedModel.read(golden.folder()).conventions(),
                        new Weights(
                                weights.spec().with(twin.spec().network()), weights.vocabulary(), weights.values())));
    }

    /** The class of MDLM's repository returns log-probabilities: the mask's logit is -1000 before the log-softmax. */
    @ParameterizedTest
    @CsvSource("ar_mdlm_repo")
    void logProbabilitiesFollowFromTheLogits(String name) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        PretrainedModel model = PretrainedModel.read(golden.folder());
        assertThat(model.family()).isEqualTo(Family.AR_MDLM);
        assertThat(model.conventions().output()).isEqualTo(Conventions.Output.LOG_PROBABILITIES);
        int vocabulary = model.weights().vocabulary();
        int mask = model.conventions()
                .maskId(vocabulary, OptionalInt.empty(), ProcessKind.AUTOREGRESSIVE)
                .orElseThrow();
        assertThat(mask).isEqualTo(golden.values().get("mask_id").asInt());

        float[] logits = logits(golden, model);
        double[] wanted = golden.numbers("log_probs");
        assertThat(logits).hasSize(wanted.length);
        for (int row = 0; row < logits.length; row += vocabulary) {
            logits[row + mask] = -1000;
            double sum = Math.log(IntStream.range(row, row + vocabulary)
                    .mapToDouble(i -> Math.exp(logits[i]))
                    .sum());
            for (int i = row; i < row + vocabulary; i++) {
                double error = i == row + mask ? 1e-4 : LOGIT_ERROR; // a number near 1000 has fewer digits left
                assertThat(logits[i] - sum).isCloseTo(wanted[i], within(error));
            }
        }
    }

    /** Block by block, each call with the clean block before it, which goes into the cache. */
    @ParameterizedTest
    @CsvSource({"bd3lm_block4, BLOCKS", "bd3lm_block16, BLOCKS", "blockgen_absorb, BLOCKS", "blockgen_uniform, TOKENS"})
    void decodingWithTheCacheGivesTheSameLogits(String name, DecodingCall.AttentionMask mask) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        PretrainedModel model = PretrainedModel.read(golden.folder());
        int block = golden.block(model);
        int length = golden.row("x0", 0).length;
        int row = model.weights().vocabulary();
        double[] wanted = golden.numbers("logits");
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            backbone.open(2, length, length);
            for (int start = 0; start < length; start += block) {
                int clean = start == 0 ? 0 : block;
                int from = start;
                int[] ids = IntStream.range(0, 2)
                        .flatMap(b -> IntStream.concat(
                                Arrays.stream(golden.row("x0", b), from - clean, from),
                                Arrays.stream(golden.row("xt", b), from, from + block)))
                        .toArray();
                DecodingCall call = new DecodingCall(
                        2,
                        new int[0],
                        ids,
                        new float[2],
                        0,
                        from - clean,
                        from - clean,
                        clean,
                        block,
                        mask,
                        block,
                        length);
                try (DecodedLogits decoded = backbone.decode(call)) {
                    float[] logits = decoded.values();
                    assertThat(logits).hasSize(2 * block * row);
                    for (int i = 0; i < logits.length; i++) {
                        int sequence = i / (block * row);
                        double expected = wanted[(sequence * length + from) * row + i % (block * row)];
                        assertThat((double) logits[i]).isCloseTo(expected, within(LOGIT_ERROR));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"bd3lm_block4, 4", "bd3lm_block16, 16"})
    void theBlockSizeIsInTheConfiguration(String name, int block) throws IOException {
        assertThat(PretrainedModel.read(PublishedCase.of(name).folder())
                        .conventions()
                        .block())
                .hasValue(block);
    }

    @ParameterizedTest
    @CsvSource({"mdlm,", "lm1b_mask_inside, 103", "bd3lm_block4,", "ar,", "duo,"})
    void theMaskIdIsTheTokenizersOrTheLastOrThereIsNone(String name, Integer ofTokenizer) throws IOException {
        PublishedCase golden = PublishedCase.of(name);
        PretrainedModel model = PretrainedModel.read(golden.folder());
        OptionalInt found = model.conventions()
                .maskId(
                        model.weights().vocabulary(),
                        ofTokenizer == null ? OptionalInt.empty() : OptionalInt.of(ofTokenizer),
                        model.conventions().process().orElseThrow());
        assertThat(found).isEqualTo(golden.mask());
    }

    private static void requireLogits(PublishedCase golden, PretrainedModel model) {
        float[] logits = logits(golden, model);
        double[] wanted = golden.numbers("logits");
        assertThat(logits).hasSize(wanted.length);
        for (int i = 0; i < logits.length; i++) {
            assertThat((double) logits[i]).as("logit %d", i).isCloseTo(wanted[i], within(LOGIT_ERROR));
        }
    }

    private static float[] logits(PublishedCase golden, PretrainedModel model) {
        AttentionPattern pattern = model.conventions().attention();
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, model.weights())) {
            return backbone.logits(2, golden.ids(pattern), golden.levels(), pattern, golden.block(model));
        }
    }
}
