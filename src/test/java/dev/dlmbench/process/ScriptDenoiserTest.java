package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.backbone.ScriptSpec.Attention;
import dev.dlmbench.backbone.ScriptedNetwork;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TestScripts;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TorchScript modules with known formulas, asked as networks. */
class ScriptDenoiserTest {
    private static final int K = 5;
    private static final double ERROR = 2e-5;

    @TempDir
    private Path folder;

    private TorchSession session = TorchSession.start(TestEngine.SPEC);

    @BeforeEach
    void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private Denoiser denoiser(Path file, Attention attention, @Nullable Integer mask) throws IOException {
        ScriptSpec spec = new ScriptSpec(file.toString(), "", attention, mask);
        return new ScriptDenoiser(new ScriptedNetwork(session, spec, K));
    }

    /** The logarithm of the probability of v beside u, among ids that are none of the mask's. */
    private static double logProbability(int u, int v, int vocabulary, int mask) {
        double sum = IntStream.range(0, vocabulary)
                .filter(each -> each != mask)
                .mapToDouble(each -> Math.exp(TestScripts.logit(u, each)))
                .sum();
        return TestScripts.logit(u, v) - Math.log(sum);
    }

    /** Every token but the first has its loss; padding ids beyond K take their share of the probability. */
    @Test
    void leftToRightLossesFollowTheFormula() throws IOException {
        int[][] texts = {{1, 4, 0, 2}, {3, 3, 2, 1}};
        try (Denoiser model = denoiser(TestScripts.nextToken(folder.resolve("m.pt"), K + 2), Attention.CAUSAL, null)) {
            Autoregressive process = new Autoregressive(K, Beginning.NONE, 1);
            double[] losses = model.losses(process.exact(texts));
            for (int b = 0; b < 2; b++) {
                assertThat(losses[4 * b]).isZero();
                for (int i = 1; i < 4; i++) {
                    double wanted = -logProbability(texts[b][i - 1], texts[b][i], K + 2, -1);
                    assertThat(losses[4 * b + i]).isCloseTo(wanted, within(ERROR));
                }
            }
        }
    }

    /** A prompt that is read at once or token by token gives the same logits, those of its last token. */
    @Test
    void theNextTokenFollowsWhatWasRead() throws IOException {
        try (Denoiser model = denoiser(TestScripts.nextToken(folder.resolve("m.pt"), K), Attention.CAUSAL, null)) {
            model.open(2, 1, 8, 8);
            model.next(new int[] {1, 4, 3, 2}, 0).close();
            try (Logits logits = model.next(new int[] {0, 4}, 2)) {
                for (int v = 0; v < K; v++) {
                    assertThat((double) logits.values()[v]).isCloseTo(TestScripts.logit(0, v), within(ERROR));
                    assertThat((double) logits.values()[K + 1 + v]).isCloseTo(TestScripts.logit(4, v), within(ERROR));
                }
            }
            model.keep(new int[] {1});
            try (Logits logits = model.next(new int[] {3}, 3)) {
                assertThat(logits.values()).hasSize(K + 1);
                assertThat((double) logits.values()[2]).isCloseTo(TestScripts.logit(3, 2), within(ERROR));
            }
        }
    }

    /** The module's mask id is 2, in the midst of its ids: it stands for masks, and is never predicted. */
    @Test
    void maskedTokensArePredictedFromTheirNeighbours() throws IOException {
        int mask = 2;
        try (Denoiser model =
                denoiser(TestScripts.inBetween(folder.resolve("m.pt"), K), Attention.BIDIRECTIONAL, mask)) {
            int[] noisy = {1, K, 4, K};
            LossInputs inputs = new LossInputs(
                    1,
                    noisy,
                    new float[1],
                    new int[] {1, 3, 4, 0},
                    new double[] {0, 2, 0, .5},
                    AttentionPattern.BIDIRECTIONAL,
                    4,
                    LossKind.CROSS_ENTROPY);
            double[] losses = model.losses(inputs);
            assertThat(losses[0]).isZero();
            assertThat(losses[1]).isCloseTo(-2 * logProbability(1 + 2 * 4, 3, K, mask), within(ERROR));
            assertThat(losses[3]).isCloseTo(-.5 * logProbability(4 + 2, 0, K, mask), within(ERROR));

            model.open(1, 4, 4, 4);
            try (Logits logits = model.denoise(new int[] {0}, new int[0], noisy, new double[1], 0)) {
                assertThat(logits.values()[K + 1 + mask]).isLessThan(-1e8f);
                assertThat((double) logits.values()[K + 1 + 3]).isCloseTo(TestScripts.logit(9, 3), within(ERROR));
            }
        }
    }

    @Test
    void aModuleThatDoesNotFitIsRefused() throws IOException {
        Path small = TestScripts.nextToken(folder.resolve("small.pt"), K - 1);
        assertThatThrownBy(() -> denoiser(small, Attention.CAUSAL, null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("has 4 ids, too few for the 5 of the text");
        Path whole = TestScripts.nextToken(folder.resolve("whole.pt"), K);
        assertThatThrownBy(() -> denoiser(whole, Attention.BIDIRECTIONAL, 5))
                .hasMessageContaining("backbone.mask 5 is outside of the 5 ids");
        assertThatThrownBy(() -> denoiser(whole, Attention.BIDIRECTIONAL, 4))
                .hasMessageContaining("has 5 ids, too few for the 5 of the text");
        Path text = Files.writeString(folder.resolve("text.pt"), "no module");
        assertThatThrownBy(() -> denoiser(text, Attention.CAUSAL, null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("text.pt is no TorchScript module");
    }
}
