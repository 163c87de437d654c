package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.task.BooleanSpec;
import dev.dlmbench.task.CountdownSpec;
import dev.dlmbench.task.Gsm8kSpec;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page tells thoughts apart without knowing the task; here the task says what they are. */
class ThoughtsTest {
    private static final Path NOWHERE = Path.of("");

    private static void holds(Task task) {
        assertThat(task.test()).isNotEmpty().allSatisfy(example -> assertThat(
                        Thoughts.of(task.layout().target(example)))
                .isEqualTo(example.thoughts()));
    }

    @Test
    void thoughtsOfAMadeTaskAreItsOwn() {
        holds(new MultiplicationSpec(new Range(1, 4), new Range(1, 4), true, true, 160, "", 1).open(NOWHERE));
        holds(new MultiplicationSpec(new Range(1, 4), new Range(1, 4), false, true, 160, "", 1).open(NOWHERE));
        holds(new BooleanSpec(new Range(2, 4), true, 90, 1).open(NOWHERE));
        holds(new CountdownSpec(new Range(3, 4), 30, new Range(10, 50), true, 100, 1).open(NOWHERE));
    }

    @Test
    void thoughtsInWordsAreTheirLines() {
        holds(new Gsm8kSpec(true, true, 1).open(SharedFiles.require("data")));
    }

    @Test
    void withoutAnAnswerBehindThemThereAreNone() {
        assertThat(Thoughts.of("5 5 5")).isEmpty();
        assertThat(Thoughts.of("#### 5")).isEmpty();
    }

    @Test
    void linesAreThoughtsWhereThereAreSeveral() {
        assertThat(Thoughts.of("a = 1 + 2 and\n\n b + c\n#### 7")).containsExactly("a = 1 + 2 and", "b + c");
    }
}
