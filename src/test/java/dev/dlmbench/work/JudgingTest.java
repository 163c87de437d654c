package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.results.Answer;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read out of an output. Behind the prompt of the first example are its answer, the end, and more ends. */
class JudgingTest {
    private static final DataSpec DATA = new DataSpec(
            new CorpusSpec.Examples(new MultiplicationSpec(new Range(2), new Range(2), false, true, 4, "", 3)),
            DataSpec.TokenizerKind.CHAR,
            40,
            400,
            4);

    @TempDir
    private Path folder;

    private PreparedText text;
    private Task task;
    private int[] expected;
    private int end;
    private int length;

    @BeforeEach
    void prepare() throws IOException {
        text = Corpora.prepare(DATA, new DataFolder(folder));
        task = text.task().orElseThrow();
        int[] whole = text.test().get(0);
        expected = Arrays.copyOfRange(whole, text.context(0), whole.length);
        end = text.examples().orElseThrow().tokens().end();
        length = (int) Arrays.stream(expected).filter(token -> token != end).count();
    }

    private Answer judged(int... written) {
        Example example = task.test().get(0);
        return new Judging(text.examples().orElseThrow().tokens()).answer(new Output(example, 0, expected, written, 5));
    }

    @Test
    void theTokensThatAreExpectedAreThoseOfTheAnswerAndItsEnd() {
        Answer answer = judged(expected);
        assertThat(answer.right()).isTrue();
        assertThat(answer.targets()).isEqualTo(length + 1).isLessThan(expected.length);
        assertThat(answer.matching()).isEqualTo(length + 1);
        assertThat(answer.tokens()).isEqualTo(length + 1);
    }

    @Test
    void whatStandsInOtherPlacesOrBehindTheEndDoesNotCount() {
        int[] wrong = expected.clone();
        wrong[0] = wrong[0] == 1 ? 2 : 1;
        assertThat(judged(wrong).matching()).isEqualTo(length);
        int[] further = expected.clone();
        Arrays.fill(further, length + 1, further.length, wrong[0]);
        assertThat(judged(further).matching()).isEqualTo(length + 1);
        assertThat(judged(further).right()).isTrue();
    }

    @Test
    void anOutputThatEndsTooEarlyOrIsTooShortLacksTokens() {
        int[] ends = new int[expected.length];
        Arrays.fill(ends, end);
        assertThat(judged(ends).matching()).isEqualTo(1);
        assertThat(judged(ends).targets()).isEqualTo(length + 1);
        assertThat(judged(Arrays.copyOf(expected, 2)).matching()).isEqualTo(2);
        assertThat(judged().matching()).isZero();
    }
}
