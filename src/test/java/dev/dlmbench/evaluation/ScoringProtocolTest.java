package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.TableDenoiser;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each protocol reads and counts, for texts of the tokens 0 to 2 with the end token 3. */
class ScoringProtocolTest {
    private static final int END = 3;

    private static final List<int[]> TEXTS =
            List.of(new int[] {0, 1, 2, 0, 1, 2}, new int[] {1, END, 2, END, 0}, new int[] {2}, new int[] {0, 0});

    /** Passages in the order of the texts; a token that counts is in brackets. */
    @ParameterizedTest
    @CsvSource({
        "STANDARD,              4, 3[0][1][2] 12[0][1] 01[2] 3[1][3] 3[2] 3[0][0]",
        "BD3LM,                 4, 0[1][2][0] 20[1][2] 13[2] 23[0] 0[0]",
        "MDLM,                  4, 0[1][2][0] 1[2] 1[3][2] 0[3] 2[3] 0[0][3]",
        "BLOCKGEN,              4, 0[1][2] 1[3][2] 2[3] 0[0][3]",
        "BLOCKGEN_ALL_CHUNKS,   4, 0[1][2] 1[3][2] 2[3] 0[0][3]",
        "GIDD,                  8, 0[1][2][0][1][2] 1[3][2][3][0][3] 2[3] 0[0]",
        "RDLM,                  8, 0[1][2][0][1][2] 1[3][2][3][0] 0[0]"
    })
    void eachReadsAndCountsItsOwn(ScoringProtocol protocol, int context, String wanted) {
        Reading reading = new Reading(context, 6, 2, beginning(protocol), END);
        String found = protocol.passages(TEXTS, new int[4], reading).stream()
                .map(ScoringProtocolTest::written)
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(wanted.strip());
    }

    @Test
    void theBeginningIsReadOnceAndTheTextEndsAtItsEnd() {
        Reading reading = new Reading(9, 1, 1, OptionalInt.of(END), END);
        List<int[]> texts = List.of(
                new int[] {END, 0, 1}, new int[] {0, END, 1}, new int[] {END, END, 1}, new int[0], new int[] {END});
        assertThat(ScoringProtocol.STANDARD.passages(texts, new int[5], reading))
                .extracting(ScoringProtocolTest::written)
                .containsExactly("3[0][1]", "3[0][3]", "3[3]");
    }

    @Test
    void whatIsKnownIsReadAndNotCounted() {
        Reading reading = new Reading(4, 1, 1, OptionalInt.of(END), END);
        List<int[]> texts = List.of(new int[] {0, 1, 2, 0, 1, 2}, new int[] {END, 0, 1}, new int[] {2, 2});
        assertThat(ScoringProtocol.STANDARD.passages(texts, new int[] {4, 2, 2}, reading))
                .extracting(ScoringProtocolTest::written)
                .containsExactly("120[1]", "01[2]", "30[1]");
    }

    /** The last batch has one text of three, and is not scored. */
    @Test
    void anIncompleteBatchIsDroppedWhereItsProgramDropsIt() {
        Reading reading = new Reading(8, 8, 2, OptionalInt.of(END), END);
        List<int[]> texts = TEXTS.subList(0, 3);
        assertThat(scores(ScoringProtocol.MDLM, texts, reading).nats()).hasSize(2);
        assertThat(scores(ScoringProtocol.GIDD, texts, reading).nats()).hasSize(3);
        assertThat(scores(ScoringProtocol.STANDARD, texts, reading).nats()).hasSize(3);
    }

    /** Perplexities are of all tokens, or the mean of those of texts. */
    @Test
    void tokensOrTextsWeighTheSame() {
        double[] nats = {2, 6, 0};
        double[] tokens = {2, 3, 0};
        assertThat(new ProtocolScores(ScoringProtocol.MDLM, nats, tokens)
                        .perplexity()
                        .value())
                .isCloseTo(Math.exp(8.0 / 5), within(1e-12));
        ProtocolScores.Perplexity mean = new ProtocolScores(ScoringProtocol.RDLM, nats, tokens).perplexity();
        assertThat(mean.value()).isCloseTo((Math.E + Math.exp(2)) / 2, within(1e-12));
        assertThat(mean.standardError()).isCloseTo((Math.exp(2) - Math.E) / 2, within(1e-12)); // of two values
        assertThat(mean.texts()).isEqualTo(2);
    }

    @Test
    void textsThatNothingCountsOfAreRefused() {
        assertThatThrownBy(() -> new ProtocolScores(ScoringProtocol.BD3LM, new double[2], new double[2]).perplexity())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("protocol bd3lm counts no token of the 2 texts");
    }

    @Test
    void aTextThatDoesNotFitIsRefusedWhereItIsReadAtOnce() {
        Reading reading = new Reading(5, 8, 2, OptionalInt.empty(), END);
        assertThatThrownBy(() -> scores(ScoringProtocol.RDLM, TEXTS, reading))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "protocol rdlm reads every text at once, but text 1 has 6 tokens and the evaluator reads 5");
    }

    /** The nats of a token depend on what its passage has before it, and on nothing else. */
    @ParameterizedTest
    @EnumSource
    void natsAreThoseOfThePassages(ScoringProtocol protocol) {
        Reading reading = new Reading(8, 6, 2, beginning(protocol), END);
        TableDenoiser model = new TableDenoiser(4, 3);
        double[] wanted = new double[4];
        for (Passage passage : protocol.passages(TEXTS, new int[4], reading)) {
            int[] ids = passage.ids();
            for (int i = 1; i < ids.length; i++) {
                if (passage.counted()[i]) {
                    int[] before = java.util.Arrays.copyOfRange(ids, 1, i);
                    double[] prediction = model.prediction(before, new int[] {ids[i - 1]}, 0);
                    wanted[passage.text()] -= Math.log(prediction[ids[i]]);
                }
            }
        }
        assertThat(scores(protocol, TEXTS, reading).nats())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(wanted);
    }

    private static ProtocolScores scores(ScoringProtocol protocol, List<int[]> texts, Reading reading) {
        return new ProtocolEvaluator(new TableDenoiser(4, 3), protocol, reading).score(texts, new int[texts.size()]);
    }

    private static OptionalInt beginning(ScoringProtocol protocol) {
        return protocol == ScoringProtocol.STANDARD ? OptionalInt.of(END) : OptionalInt.empty();
    }

    private static String written(Passage passage) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < passage.ids().length; i++) {
            words.append(passage.counted()[i] ? "[" + passage.ids()[i] + "]" : passage.ids()[i]);
        }
        return words.toString();
    }
}
