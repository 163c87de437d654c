package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooleanLogicTest {
    private static final Path NOWHERE = Path.of("nowhere");
    private static final Pattern NOT = Pattern.compile("\\(not (True|False)\\)");
    private static final Pattern BOTH = Pattern.compile("\\((True|False) (and|or) (True|False)\\)");

    private static final Pattern INNERMOST = Pattern.compile("\\((?:([^() ]+) (and|or)|not) ([^() ]+)\\)");

    private static Task task(int low, int high, int tests) {
        return new BooleanSpec(new Range(low, high), true, tests, 5).open(NOWHERE);
    }

    /** Replaces innermost expressions by their values until one word is left. */
    private static String value(String expression) {
        String before = "";
        String now = expression;
        while (!now.equals(before)) {
            before = now;
            now = NOT.matcher(now).replaceAll(found -> found.group(1).equals("True") ? "False" : "True");
            now = BOTH.matcher(now).replaceAll(found -> {
                String decisive = found.group(2).equals("and") ? "False" : "True";
                String other = found.group(2).equals("and") ? "True" : "False";
                return List.of(found.group(1), found.group(3)).contains(decisive) ? decisive : other;
            });
        }
        return now;
    }

    /** Returns the deepest nesting of parentheses. */
    private static int depth(String expression) {
        int depth = 0;
        int deepest = 0;
        for (int at = 0; at < expression.length(); at++) {
            char letter = expression.charAt(at);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** Returns the expression with the parts of every pair in order, the innermost pairs first. */
    private static String sorted(String expression) {
        String now = expression;
        Matcher found = INNERMOST.matcher(now);
        while (found.find()) {
            String name = "[not_" + found.group(3) + "]";
            if (found.group(1) != null) {
                List<String> parts =
                        Stream.of(found.group(1), found.group(3)).sorted().toList();
                name = "[" + parts.get(0) + "_" + found.group(2) + "_" + parts.get(1) + "]";
            }
            now = now.substring(0, found.start()) + name + now.substring(found.end());
            found = INNERMOST.matcher(now);
        }
        return now;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void everyValueAndEveryThoughtIsRight(int depth) {
        assertThat(TaskExamples.training(task(depth, depth, 5), 300)).allSatisfy(example -> {
            assertThat(value(example.prompt())).isEqualTo(example.answer());
            assertThat(depth(example.prompt())).isEqualTo(depth);
            assertThat(example.difficulty()).isEqualTo(String.valueOf(depth));
            String rest = example.prompt();
            for (String thought : example.thoughts()) {
                String[] sides = thought.split("=", -1);
                assertThat(depth(sides[0])).isOne();
                assertThat(value(sides[0])).isEqualTo(sides[1]);
                assertThat(rest).contains(sides[0]);
                rest = rest.substring(0, rest.indexOf(sides[0]))
                        + sides[1]
                        + rest.substring(rest.indexOf(sides[0]) + sides[0].length());
            }
            assertThat(rest).isEqualTo(example.answer());
        });
    }

    @Test
    void bothAnswersAreEquallyLikely() {
        long yes = TaskExamples.training(task(4, 4, 5), 4000)
                .filter(example -> example.answer().equals("True"))
                .count();
        assertThat(yes).isBetween(2000L - 4 * 32, 2000L + 4 * 32); // four standard deviations of sqrt(4000 / 4)
    }

    @Test
    void noExpressionOfTheTestSetIsLearnedAndAPlantedOneIsFound() {
        Task task = task(3, 5, 300);
        assertThat(task.test())
                .hasSize(300)
                .extracting(test -> sorted(test.prompt()))
                .doesNotHaveDuplicates();
        assertThat(task.test()).extracting(Example::difficulty).containsOnly("3", "4", "5");
        assertThat(TaskExamples.leaked(task::training, task.test(), 20_000, example -> sorted(example.prompt())))
                .isEmpty();
        Example plant = task.test().get(3);
        assertThat(TaskExamples.leaked(
                        TaskExamples.planted(task, 1000, plant),
                        task.test(),
                        1000,
                        example -> sorted(example.prompt())))
                .contains(plant);
        assertThat(sorted("(True and (not False))")).isEqualTo(sorted("((not False) and True)"));
    }

    @Test
    void theStreamRepeatsAndTheHashKnowsEverySetting() {
        assertThat(task(3, 5, 10).training(99)).isEqualTo(task(3, 5, 10).training(99));
        assertThat(List.of(
                        task(3, 5, 10),
                        task(3, 4, 10),
                        task(2, 5, 10),
                        task(3, 5, 11),
                        new BooleanSpec(new Range(3, 5), false, 10, 5).open(NOWHERE),
                        new BooleanSpec(new Range(3, 5), true, 10, 6).open(NOWHERE)))
                .extracting(Task::contentHash)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsOneOfTwoWords() {
        Task direct = new BooleanSpec(new Range(3), false, 10, 5).open(NOWHERE);
        Example example = direct.test().get(0);
        assertThat(example.thoughts()).isEmpty();
        assertThat(direct.layout().text(example)).isEqualTo(example.prompt() + "||" + example.answer());
        assertThat(direct.answer(" True\n")).contains("True");
        assertThat(direct.answer("true")).isEmpty();
        assertThat(direct.right(example, value(example.prompt()))).isTrue();
        assertThat(direct.right(example, value("(not " + example.prompt() + ")")))
                .isFalse();
        assertThat(task(3, 3, 1).answer("(not True)=False #### False")).contains("False");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new BooleanSpec(new Range(0, 9), true, 0, 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("boolean.depth")
                .hasMessageContaining("boolean.tests");
        assertThatThrownBy(() -> task(1, 1, 9)) // two of not, three each of and and or: eight
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("no further problem");
    }
}
