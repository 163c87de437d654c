package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What several answers to an example come to, by hand. The right answer is 6; 7 is right, too, where that is said. */
class AnsweredTest {
    private static Answered answered(String id, boolean sevenIsRight, @Nullable String... said) {
        List<Answer> answers = new ArrayList<>();
        for (String answer : said) {
            boolean right = "6".equals(answer) || (sevenIsRight && "7".equals(answer));
            answers.add(new Answer(
                    id, "2 * 3", "", answer, "6", right, "", 2, answers.size() + 1, answers.size(), 2, right ? 2 : 1));
        }
        return new Answered(answers);
    }

    /** Pairs of 6 6 7 -: 66 once; 67 twice, which is a tie; 6- twice; 7- once. Of four, 6 has most votes. */
    @Test
    void votesAreCountedByWhatIsSaid() {
        Answered example = answered("a", false, "6", "6", "7", null);
        assertThat(example.right()).isEqualTo(.5);
        assertThat(example.silent()).isEqualTo(.25);
        assertThat(example.majority(2)).isCloseTo((1 + 2 * .5 + 2) / 6, within(1e-12));
        assertThat(example.majority(4)).isEqualTo(1);
        assertThat(example.passes(1)).isCloseTo(.5, within(1e-12));
        assertThat(example.passes(2)).isCloseTo(5 / 6., within(1e-12));
        assertThat(example.passes(3)).isEqualTo(1);
    }

    /** Two right answers that differ do not vote together: 6 and 7 have a vote each, 8 has two. */
    @Test
    void rightAnswersThatDifferVoteApart() {
        assertThat(answered("a", true, "6", "7", "8", "8").majority(4)).isZero();
        assertThat(answered("a", true, "6", "7", "8", "8").passes(2)).isCloseTo(5 / 6., within(1e-12));
        assertThat(answered("a", true, "6", "7", "8").majority(3)).isCloseTo(2 / 3., within(1e-12));
    }

    /** The shares of three examples are 1/2, 0 and 1; their error is over three, and not over six answers. */
    @Test
    void errorsAreOverExamples() {
        List<Answered> examples = List.of(
                answered("a", false, "6", null), answered("b", false, "7", "8"), answered("c", false, "6", "6"));
        Shares shares = new Shares(examples, "hash", "layout");
        Measurement accuracy = shares.share(Metric.ACCURACY, Answered::right);
        assertThat(accuracy.value()).isCloseTo(.5, within(1e-12));
        assertThat(accuracy.n()).isEqualTo(3);
        assertThat(accuracy.standardError()).isCloseTo(.5 / Math.sqrt(3), within(1e-12));
        assertThat(shares.mean(Metric.ANSWER_NFE, answer -> (double) answer.calls())
                        .value())
                .isCloseTo(1.5, within(1e-12));
        // matching tokens 2 + 1, 1 + 1 and 2 + 2, of 4 each
        assertThat(shares.rate(Metric.TOKEN_ACCURACY, Answered::matching, Answered::targets)
                        .value())
                .isCloseTo(9 / 12., within(1e-12));
        assertThat(shares.rateAsWritten(Metric.TOKEN_ACCURACY, Answered::matching, Answered::targets)
                        .conditions())
                .containsEntry("layout", "layout");
        assertThat(shares.share(Metric.PASS_AT_K, 2, example -> example.passes(2))
                        .conditions())
                .containsEntry("k", "2")
                .containsEntry("task", "hash");
        assertThat(shares.scores().get(0).values())
                .containsEntry("accuracy", .5)
                .containsEntry("pass-at-k,2", 1.0);
    }

    /** 8 tokens in 4 calls and 64 in 64 are 72 in 68, and not the mean of 2 and 1. */
    @Test
    void tokensPerCallAreARatioOfSums() {
        Shares shares = new Shares(List.of(took("a", 8, 4), took("b", 64, 64)), "hash", "layout");
        assertThat(shares.rate(Metric.TOKENS_PER_CALL, Answered::tokens, Answered::calls)
                        .value())
                .isCloseTo(72 / 68., within(1e-12));
    }

    private static Answered took(String id, long tokens, long calls) {
        return new Answered(List.of(new Answer(id, "", "", "6", "6", true, "", tokens, calls, 0, 4, 4)));
    }
}
