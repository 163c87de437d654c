package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiplicationTest {
    private static final Path NOWHERE = Path.of("nowhere");
    private static final String LINE = "5 6 3 2 * 7 4 3 4||5 5 5 6 1 + 0 0 6 4 9 0 ( 5 5 1 1 1 1 ) "
            + "+ 0 0 5 9 0 7 0 ( 5 5 6 0 2 8 0 ) + 0 0 0 0 6 4 9 0 #### 5 5 6 0 8 2 0 1"; // 2365 * 4347 = 10280655

    @TempDir
    private Path folder;

    private static Task task(int left, int right) {
        return new MultiplicationSpec(new Range(left), new Range(right), true, true, 100, "", 1).open(NOWHERE);
    }

    private Path written(String content) throws IOException {
        Files.writeString(folder.resolve("test.txt"), content);
        return folder;
    }

    private Task withFile(String content, boolean thoughts) throws IOException {
        written(content);
        return new MultiplicationSpec(new Range(4), new Range(4), true, thoughts, 1, "test.txt", 1).open(folder);
    }

    private static BigInteger number(String digits) {
        return new BigInteger(
                new StringBuilder(digits.replace(" ", "")).reverse().toString());
    }

    private static List<BigInteger> factors(Example example) {
        String[] factors = example.prompt().split(" \\* ", -1);
        return List.of(number(factors[0]), number(factors[1]));
    }

    private static Set<BigInteger> pair(Example example) {
        return new HashSet<>(factors(example));
    }

    /** Adds up the partial products as they are written, and compares each with long multiplication. */
    private static void check(Example example) {
        BigInteger left = factors(example).get(0);
        BigInteger right = factors(example).get(1);
        assertThat(number(example.answer())).isEqualTo(left.multiply(right));
        BigInteger sum = BigInteger.ZERO;
        int place = 0;
        List<BigInteger> partials = new ArrayList<>();
        for (String thought : example.thoughts()) {
            String[] parts = thought.replace("+ ", "").replace(" )", "").split(" \\( ", -1);
            BigInteger partial = number(parts[0]);
            sum = sum.add(partial);
            if (parts.length == 2) {
                assertThat(number(parts[1])).isEqualTo(sum);
                assertThat(parts[1]).hasSameSizeAs(parts[0]);
            }
            BigInteger shift = BigInteger.TEN.pow(place++);
            partials.add(partial);
            assertThat(partial)
                    .isEqualTo(left.multiply(right.divide(shift).mod(BigInteger.TEN))
                            .multiply(shift));
        }
        assertThat(partials).hasSize(right.toString().length());
        assertThat(sum).isEqualTo(left.multiply(right));
        assertThat(example.answer().replace(" ", ""))
                .hasSize(left.toString().length() + right.toString().length());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "2,2", "3,1", "4,4", "5,5", "9,9"})
    void everyProductAndEveryRunningSumIsRight(int left, int right) {
        Task task = new MultiplicationSpec(new Range(left), new Range(right), true, true, 10, "", 1).open(NOWHERE);
        assertThat(TaskExamples.training(task, 500)).allSatisfy(example -> {
            check(example);
            assertThat(example.difficulty()).isEqualTo(left + "x" + right);
            assertThat(factors(example).get(0).toString()).hasSize(left);
            assertThat(factors(example).get(1).toString()).hasSize(right);
        });
        assertThat(task.test()).allSatisfy(MultiplicationTest::check);
    }

    @Test
    void examplesAreWrittenAsInTheFilesOfOthers() throws IOException {
        Task task = withFile(LINE + "\n", true);
        assertThat(task.layout().text(task.test().get(0))).isEqualTo(LINE);
        assertThat(task.layout().given(task.test().get(0))).isEqualTo("5 6 3 2 * 7 4 3 4||");
        Task direct = withFile(LINE, false);
        assertThat(direct.layout().text(direct.test().get(0))).isEqualTo("5 6 3 2 * 7 4 3 4||5 5 6 0 8 2 0 1");
    }

    @Test
    void everyLineOfThePublishedFileIsWrittenAsItStands() throws IOException {
        Path data = SharedFiles.require("data");
        Task task =
                new MultiplicationSpec(new Range(4), new Range(4), true, true, 1, "mult4x4/valid.txt", 1).open(data);
        assertThat(task.test().stream().map(task.layout()::text).toList())
                .isEqualTo(Files.readAllLines(data.resolve("mult4x4/valid.txt")));
        assertThat(TaskExamples.leaked(task::training, task.test(), 20_000, MultiplicationTest::pair))
                .isEmpty();
    }

    @Test
    void noProductOfTheTestSetIsLearnedAndAPlantedOneIsFound() {
        Task task = new MultiplicationSpec(new Range(1, 2), new Range(2), true, true, 600, "", 1).open(NOWHERE);
        assertThat(task.test())
                .hasSize(600)
                .extracting(MultiplicationTest::pair)
                .doesNotHaveDuplicates();
        assertThat(TaskExamples.leaked(task::training, task.test(), 20_000, MultiplicationTest::pair))
                .isEmpty();
        Example test = task.test().get(17);
        Example swapped = new Example("", test.prompt().replaceFirst("(.*) \\* (.*)", "$2 * $1"), List.of(), "", "");
        assertThat(TaskExamples.leaked(
                        TaskExamples.planted(task, 1000, swapped), task.test(), 1000, MultiplicationTest::pair))
                .contains(swapped);
    }

    @Test
    void whatAGivenFileHasIsDrawnAnewInTraining() throws IOException {
        Task free = withFile(LINE, true);
        Example first = free.training(3);
        Task guarded = withFile(free.layout().text(first), true);
        assertThat(guarded.training(3)).isNotEqualTo(first);
        assertThat(pair(guarded.training(3))).isNotEqualTo(pair(first));
        assertThat(guarded.training(4)).isEqualTo(free.training(4));
    }

    @Test
    void anIndexAlwaysGivesTheSameExample() {
        Task one = task(3, 3);
        Task other = task(3, 3);
        assertThat(other.training(Long.MAX_VALUE)).isEqualTo(one.training(Long.MAX_VALUE));
        assertThat(other.training(7)).isEqualTo(one.training(7)).isNotEqualTo(one.training(8));
        assertThat(other.test()).isEqualTo(one.test());
        assertThat(other.contentHash()).isEqualTo(one.contentHash());
        assertThat(new MultiplicationSpec(new Range(3), new Range(3), true, true, 100, "", 2)
                        .open(NOWHERE)
                        .training(7))
                .isNotEqualTo(one.training(7));
    }

    @Test
    void examplesAreTheSameWithAndWithoutThoughts() {
        Task with = task(3, 3);
        Task without = new MultiplicationSpec(new Range(3), new Range(3), true, false, 100, "", 1).open(NOWHERE);
        assertThat(without.test())
                .extracting(Example::id)
                .isEqualTo(with.test().stream().map(Example::id).toList());
        assertThat(without.training(5).prompt()).isEqualTo(with.training(5).prompt());
        assertThat(without.training(5).thoughts()).isEmpty();
        assertThat(without.answer(without.layout().target(without.training(5))))
                .contains(with.training(5).answer());
    }

    @Test
    void theHashKnowsEverySettingAndTheFile() throws IOException {
        String line = "1 1 1 1 * 0 0 0 1||#### 0 0 0 1 1 1 1 0"; // 1111 * 1000 = 1111000
        List<Task> tasks = List.of(
                task(3, 3),
                task(3, 4),
                task(4, 3),
                new MultiplicationSpec(new Range(3), new Range(3), true, false, 100, "", 1).open(NOWHERE),
                new MultiplicationSpec(new Range(3), new Range(3), true, true, 99, "", 1).open(NOWHERE),
                new MultiplicationSpec(new Range(3), new Range(3), true, true, 100, "", 2).open(NOWHERE),
                withFile(LINE, true),
                withFile(LINE + "\n" + line, true));
        assertThat(tasks).extracting(Task::contentHash).doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsReadBehindTheFirstMark() {
        Task task = task(2, 2);
        assertThat(task.answer("1 6 1 + 0 2 9 0 #### 1 8 0 1")).contains("1 8 0 1");
        assertThat(task.answer("#### 1 8 0 1\nfurther words")).contains("1 8 0 1");
        for (String malformed :
                List.of("", "1 8 0 1", "####", "####\n1 8 0 1", "#### 1801", "#### 1 8 0 1 #### 2", "#### a")) {
            assertThat(task.answer(malformed)).as(malformed).isEmpty();
        }
        Example example = task.test().get(0);
        assertThat(task.right(
                        example, task.answer(task.layout().target(example)).orElseThrow()))
                .isTrue();
        assertThat(task.right(example, example.answer() + " 0")).isFalse();
    }

    @Test
    void wrongLinesAreNamed() {
        assertThatThrownBy(() -> withFile(LINE + "\n" + LINE.replace("0 1", "0 2"), true))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.txt:2: ");
        assertThatThrownBy(() -> withFile(LINE + "\n" + LINE, true)).hasMessageContaining("test.txt:2: repeats");
        assertThat(Multiplication.ofLine(Multiplication.LINE_OF_A_FILE)).isPresent();
        assertThatThrownBy(() -> withFile(LINE + "\n\n", true)).hasMessageContaining("test.txt:2: ");
        assertThatThrownBy(() -> withFile("", true)).hasMessageContaining("test.txt: is empty");
        assertThatThrownBy(() -> new MultiplicationSpec(new Range(4), new Range(4), true, true, 1, "missing.txt", 1)
                        .open(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("missing.txt");
        assertThatThrownBy(() -> new MultiplicationSpec(new Range(2, 3), new Range(2), true, true, 1, "test.txt", 1)
                        .open(written(LINE)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.txt:1: is a product of 4x4 digits, and what is learnt has 2x2, 3x2");
    }

    @Test
    void aTestSetThatLeavesNothingToLearnIsRefused() {
        // Nine digits without 0 have 45 products of two of them in any order.
        assertThatThrownBy(
                        () -> new MultiplicationSpec(new Range(1), new Range(1), true, true, 46, "", 1).open(NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("no further problem of difficulty 1x1");
        assertThatThrownBy(
                        () -> new MultiplicationSpec(new Range(1), new Range(1), true, true, 40, "", 1).open(NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("leaves too few problems of difficulty 1x1");
        assertThatThrownBy(() -> new MultiplicationSpec(new Range(3, 2), new Range(10), true, true, 0, "", 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("multiplication.tests")
                .hasMessageContaining("multiplication.left")
                .hasMessageContaining("multiplication.right");
    }

    @Test
    void withoutSpacesTheSameProblemsAreWrittenDensely() {
        Task spaced = new MultiplicationSpec(new Range(2, 3), new Range(3), true, true, 50, "", 1).open(NOWHERE);
        Task dense = new MultiplicationSpec(new Range(2, 3), new Range(3), false, true, 50, "", 1).open(NOWHERE);

        assertThat(dense.contentHash()).isNotEqualTo(spaced.contentHash());
        assertThat(dense.test()).hasSameSizeAs(spaced.test());
        for (int i = 0; i < 50; i++) {
            Example apart = spaced.test().get(i);
            Example together = dense.test().get(i);
            assertThat(dense.layout().text(together))
                    .isEqualTo(spaced.layout().text(apart).replace(" ", ""));
            assertThat(together.answer()).isEqualTo(apart.answer().replace(" ", ""));
            assertThat(dense.answer(dense.layout().target(together)).filter(it -> dense.right(together, it)))
                    .as("reads its own answer")
                    .isPresent();
        }
        assertThat(dense.training(7).prompt())
                .isEqualTo(spaced.training(7).prompt().replace(" ", ""));
        assertThat(dense.answer("12####3 4")).isEmpty();
    }
}
