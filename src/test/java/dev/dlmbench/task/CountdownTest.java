package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownTest {
    private static final Path NOWHERE = Path.of("nowhere");

    private static Task task(int low, int high, int tests) {
        return new CountdownSpec(new Range(low, high), 60, new Range(10, 100), true, tests, 4).open(NOWHERE);
    }

    private static List<Long> numbers(Example example) {
        return Arrays.stream(example.prompt().split("->", -1)[0].split(" ", -1))
                .map(Long::valueOf)
                .toList();
    }

    private static long target(Example example) {
        return Long.parseLong(example.prompt().split("->", -1)[1]);
    }

    private static List<Object> problem(Example example) {
        return List.of(numbers(example).stream().sorted().toList(), target(example));
    }

    /** Tries every pair, every operation, and so on with what is left. */
    private static boolean solvable(List<Long> numbers, long target) {
        if (numbers.contains(target)) {
            return true;
        }
        for (int i = 0; i < numbers.size(); i++) {
            for (int j = 0; j < numbers.size(); j++) {
                if (i != j) {
                    long left = numbers.get(i);
                    long right = numbers.get(j);
                    List<Long> rest = new ArrayList<>();
                    for (int k = 0; k < numbers.size(); k++) {
                        if (k != i && k != j) {
                            rest.add(numbers.get(k));
                        }
                    }
                    List<Long> values = new ArrayList<>(List.of(left + right, left - right, left * right));
                    if (right != 0 && left % right == 0) {
                        values.add(left / right);
                    }
                    for (long value : values) {
                        List<Long> next = new ArrayList<>(rest);
                        next.add(value);
                        if (solvable(next, target)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void everyProblemHasASolutionAndItsOwnIsRight(int count) {
        Task task = task(count, count, 5);
        assertThat(TaskExamples.training(task, 100)).allSatisfy(example -> {
            assertThat(numbers(example)).hasSize(count).doesNotContain(target(example));
            assertThat(target(example)).isBetween(10L, 100L);
            assertThat(solvable(numbers(example), target(example))).isTrue();
            assertThat(task.answer(task.layout().target(example))).contains(example.answer());
            assertThat(task.right(example, example.answer())).isTrue();
            assertThat(example.difficulty()).isEqualTo(String.valueOf(count));
        });
    }

    /** Plays the thoughts: each takes two of the numbers there are and gives back its value. */
    @Test
    void thoughtsLeadFromTheNumbersToTheTarget() {
        assertThat(TaskExamples.training(task(3, 6, 5), 500)).allSatisfy(example -> {
            List<Long> left = new ArrayList<>(numbers(example));
            for (String thought : example.thoughts()) {
                String[] parts = thought.split("=", -1);
                String[] terms = parts[0].split("(?<=\\d)[-+*/]", -1);
                long first = Long.parseLong(terms[0]);
                long second = Long.parseLong(terms[1]);
                assertThat(left.remove(first)).isTrue();
                assertThat(left.remove(second)).isTrue();
                long value = Long.parseLong(parts[1]);
                switch (parts[0].charAt(terms[0].length())) {
                    case '+' -> assertThat(value).isEqualTo(first + second);
                    case '-' -> assertThat(value).isEqualTo(first - second);
                    case '*' -> assertThat(value).isEqualTo(first * second);
                    default -> assertThat(value * second).isEqualTo(first);
                }
                left.add(value);
            }
            assertThat(left).containsExactly(target(example));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1+2*3, 7",
        "(1+2)*3, 9",
        "10-4-3, 3",
        "10-(4-3), 9",
        "48/4/3, 4",
        "48/(4*3), 4",
        "3-5, -2",
        "(3-5)/2, -1",
        "((7)), 7",
        "' 6 * ( 5 + 2 ) ', 42",
        "99999999999*99999999999, 9999999999800000000001",
        "7/2, ",
        "7/0, ",
        "(7/2)*2, ",
    })
    void arithmeticIsExact(String text, BigInteger value) {
        assertThat(Arithmetic.parse(text).orElseThrow().value()).isEqualTo(Optional.ofNullable(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "1+", "-1", "(1", "1)", "()", "1 2", "1**2", "1x2", "2(3)", "1.5", "1=1", "(", ")("})
    void whatIsNoExpressionIsMalformed(String text) {
        assertThat(Arithmetic.parse(text)).isEmpty();
    }

    @Test
    void endlessExpressionsAreMalformed() {
        assertThat(Arithmetic.parse("(".repeat(900) + "1")).isEmpty();
        assertThat(Arithmetic.parse("(".repeat(101) + "1" + ")".repeat(101))).isEmpty();
        assertThat(Arithmetic.parse("(".repeat(100) + "1" + ")".repeat(100))).isPresent();
        assertThat(Arithmetic.parse("1+".repeat(500) + "1")).isEmpty();
    }

    @Test
    void anAnswerUsesEachNumberAtMostOnce() {
        Task task = task(3, 3, 1);
        Example example = new Example("", "3 3 25->75", List.of(), "3*25", "");
        for (String right : List.of("3*25", "25 * 3", "(25+3-3)*3")) {
            Optional<String> answer = task.answer("#### " + right);
            assertThat(task.right(example, answer.orElseThrow())).as(right).isEqualTo(!right.contains("-"));
        }
        for (String wrong : List.of("75", "3*3*3+25", "3+25", "25+25+25", "30*25/10")) {
            Optional<String> answer = task.answer("#### " + wrong);
            assertThat(task.right(example, answer.orElseThrow())).as(wrong).isFalse();
        }
        assertThat(task.answer("#### 3*25=75")).isEmpty();
        assertThat(task.answer("3*25")).isEmpty();
    }

    @Test
    void noProblemOfTheTestSetIsLearnedAndAPlantedOneIsFound() {
        Task task = task(3, 5, 300);
        assertThat(task.test()).hasSize(300).extracting(CountdownTest::problem).doesNotHaveDuplicates();
        assertThat(TaskExamples.leaked(task::training, task.test(), 20_000, CountdownTest::problem))
                .isEmpty();
        String[] parts = task.test().get(0).prompt().split("[ ]|->", -1); // three numbers and the target
        Example plant =
                new Example("", parts[2] + " " + parts[0] + " " + parts[1] + "->" + parts[3], List.of(), "", "");
        assertThat(TaskExamples.leaked(
                        TaskExamples.planted(task, 1000, plant), task.test(), 1000, CountdownTest::problem))
                .contains(plant);
    }

    @Test
    void theStreamRepeatsAndTheHashKnowsEverySetting() {
        assertThat(task(3, 5, 10).training(99)).isEqualTo(task(3, 5, 10).training(99));
        assertThat(Stream.of(
                        task(3, 5, 10),
                        task(3, 4, 10),
                        task(3, 5, 11),
                        new CountdownSpec(new Range(3, 5), 61, new Range(10, 100), true, 10, 4).open(NOWHERE),
                        new CountdownSpec(new Range(3, 5), 60, new Range(10, 99), true, 10, 4).open(NOWHERE),
                        new CountdownSpec(new Range(3, 5), 60, new Range(10, 100), false, 10, 4).open(NOWHERE),
                        new CountdownSpec(new Range(3, 5), 60, new Range(10, 100), true, 10, 5).open(NOWHERE)))
                .extracting(Task::contentHash)
                .doesNotHaveDuplicates();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new CountdownSpec(new Range(1, 9), 1, new Range(0, 5), true, 0, 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("countdown.numbers")
                .hasMessageContaining("countdown.largest")
                .hasMessageContaining("countdown.target")
                .hasMessageContaining("countdown.tests");
    }
}
