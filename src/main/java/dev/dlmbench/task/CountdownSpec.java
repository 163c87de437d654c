package dev.dlmbench.task;

import dev.dlmbench.base.Problems;
import java.nio.file.Path;

/**
 * Expressions of given numbers that have a given value (see {@link Countdown}).
 *
 * @param numbers how many numbers are given; every count is one difficulty
 * @param largest the largest number that is given
 * @param target the values that are asked for
 * @param thoughts whether the value of every operation is written
 * @param tests how many examples are drawn to be tested on
 * @param seed the root of the random streams
 */
public record CountdownSpec(Range numbers, int largest, Range target, boolean thoughts, int tests, long seed)
        implements TaskSpec {
    private static final int LARGEST = 1000;

    public CountdownSpec {
        Problems problems = Problems.in(TaskKind.COUNTDOWN.id()).positive("tests", tests);
        numbers.check(problems, "numbers", 2, 6);
        target.check(problems, "target", 1, LARGEST);
        problems.check(
                2 <= largest && largest <= LARGEST, "largest", "must be within 2 to %d, got %d", LARGEST, largest);
        problems.rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.COUNTDOWN;
    }

    @Override
    public Task open(Path data) {
        return new GeneratedTask(
                kind(),
                Layout.of(thoughts, "||", " "),
                thoughts,
                new Countdown(numbers, largest, target),
                seed,
                tests,
                "version=" + Countdown.VERSION + " numbers=" + numbers.low() + "-" + numbers.high() + " largest="
                        + largest + " target=" + target.low() + "-" + target.high() + " tests=" + tests);
    }
}
