package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
    private static final TableDenoiser MODEL = new TableDenoiser(3, 4);

    private static final int[] LONG = new SplittableRandom(1).ints(9, 0, 3).toArray();
    private static final int[] SHORT = {2, 0, 1};

    /** The model's nats for the tokens of a window from place {@code known} on. */
    private static double nats(int[] window, int known) {
        double nats = 0;
        for (int i = known; i < window.length; i++) {
            int[] seen = {i == 0 ? 3 : window[i - 1]};
            nats -= Math.log(MODEL.prediction(Arrays.copyOf(window, i), seen, 0)[window[i]]);
        }
        return nats;
    }

    @Test
    void readsLongSequencesInWindowsThatSlideByHalf() {
        double expected = nats(Arrays.copyOf(LONG, 4), 0)
                + nats(Arrays.copyOfRange(LONG, 2, 6), 2)
                + nats(Arrays.copyOfRange(LONG, 4, 8), 2)
                + nats(Arrays.copyOfRange(LONG, 5, 9), 3);
        double[] nats =
                new Evaluator(MODEL, 4, 2).score(List.of(LONG, SHORT, LONG), 0).nats();
        assertThat(nats[0]).isCloseTo(expected, within(1e-9));
        assertThat(nats[1]).isCloseTo(nats(SHORT, 0), within(1e-9));
        assertThat(nats[2]).isCloseTo(expected, within(1e-9));
    }

    @Test
    void anEmptySequenceCostsNothing() {
        assertThat(new Evaluator(MODEL, 4, 2)
                        .score(List.of(new int[0], SHORT), 0)
                        .nats()[0])
                .isZero();
    }

    /** The long sequence is read in four windows, of which the last two have what comes after place 6. */
    @Test
    void everyWindowThatIsReadIsACall() {
        Evaluator evaluator = new Evaluator(MODEL, 4, 2);
        assertThat(evaluator.score(List.of(LONG, SHORT, new int[0]), 0).calls()).containsExactly(4, 1, 0);
        assertThat(evaluator.score(List.of(LONG), 6).calls()).containsExactly(2);
        MarkovSource source = MarkovSource.random(new CorpusSpec.Markov(2, 3, .5, 1));
        assertThat(CandidateScore.of(source).score(List.of(LONG), 0).calls()).containsExactly(0);
    }

    /** What is known is read as context, and the windows are those of the whole sequence. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 7, 8})
    void whatIsKnownIsReadAndNotCounted(int known) {
        Evaluator evaluator = new Evaluator(MODEL, 4, 2);
        double[] all = places(LONG);
        double expected = Arrays.stream(all, known, 9).sum();
        assertThat(evaluator.score(List.of(LONG, SHORT), known).nats()[0]).isCloseTo(expected, within(1e-9));
    }

    /** The nats of every place, each from the window that it is new in. */
    private static double[] places(int[] tokens) {
        double[] nats = new double[9];
        int[] starts = {0, 0, 0, 0, 2, 2, 4, 4, 5};
        for (int i = 0; i < 9; i++) {
            int[] window = Arrays.copyOfRange(tokens, starts[i], i + 1);
            nats[i] = nats(window, window.length - 1);
        }
        return nats;
    }

    @Test
    void theSourceJudgesByTheChainRule() {
        MarkovSource source = MarkovSource.random(new CorpusSpec.Markov(2, 3, .5, 1));
        double[] nats = CandidateScore.of(source).score(List.of(LONG), 3).nats();
        double last = CandidateScore.of(source).score(List.of(LONG), 8).nats()[0];
        double expected = 0;
        for (int i = 3; i < 9; i++) {
            double step =
                    source.logLikelihood(Arrays.copyOf(LONG, i + 1)) - source.logLikelihood(Arrays.copyOf(LONG, i));
            expected -= step;
        }
        assertThat(nats[0]).isCloseTo(expected, within(1e-9)).isGreaterThan(last);
    }
}
