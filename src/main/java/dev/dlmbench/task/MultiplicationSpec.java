package dev.dlmbench.task;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.nio.file.Path;
import java.util.List;

/**
 * Products of two numbers, their digits in reverse, with the partial products as thoughts (see {@link Multiplication}).
 *
 * @param left digits of the first number; every pair of lengths is one difficulty
 * @param right digits of the second number
 * @param thoughts whether the partial products are written
 * @param tests how many examples are drawn to be tested on; not used if there is a file
 * @param testFile a file of examples to be tested on, such as {@code mult4x4/valid.txt}, a path that may begin in the
 *     data folder; empty for none. Its thoughts are not used
 * @param seed the root of the random streams
 */
public record MultiplicationSpec(Range left, Range right, boolean thoughts, int tests, String testFile, long seed)
        implements TaskSpec {
    /** As many digits have products that are exact. */
    private static final int MOST_DIGITS = 9;

    public MultiplicationSpec {
        Problems problems = Problems.in(TaskKind.MULTIPLICATION.id()).positive("tests", tests);
        left.check(problems, "left", 1, MOST_DIGITS);
        right.check(problems, "right", 1, MOST_DIGITS);
        problems.rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.MULTIPLICATION;
    }

    @Override
    public Task open(Path data) {
        Layout layout = Layout.of(thoughts, "||", " ");
        Multiplication generator = new Multiplication(left, right);
        String identity = "version=" + Multiplication.VERSION + " left=" + left.low() + "-" + left.high() + " right="
                + right.low() + "-" + right.high();
        if (testFile.isEmpty()) {
            return new GeneratedTask(kind(), layout, thoughts, generator, seed, tests, identity + " tests=" + tests);
        }
        TaskFile file = TaskFile.read(data.resolve(testFile));
        List<Generator.Drawn> given = file.lines().stream()
                .map(line -> Multiplication.ofLine(line.text())
                        .orElseThrow(() -> new InvalidSettingException(line.place()
                                + ": is no product as \"5 6 * 7 4||4 4 4 0 + 0 5 5 4 #### 4 9 9 4\", or a wrong one")))
                .toList();
        return new GeneratedTask(
                kind(), layout, thoughts, generator, seed, given, identity + " test=" + Hashes.of(file.text()));
    }
}
