package dev.dlmbench.task;

import dev.dlmbench.base.Problems;
import java.nio.file.Path;

/**
 * Values of nested expressions of and, or, not (see {@link BooleanLogic}).
 *
 * @param depth how deep expressions are nested; every depth is one difficulty
 * @param thoughts whether the values of all inner expressions are written
 * @param tests how many examples are drawn to be tested on
 * @param seed the root of the random streams
 */
public record BooleanSpec(Range depth, boolean thoughts, int tests, long seed) implements TaskSpec {
    /** An expression of this depth may have as many as 256 constants. */
    private static final int DEEPEST = 8;

    public BooleanSpec {
        Problems problems = Problems.in(TaskKind.BOOLEAN.id()).positive("tests", tests);
        depth.check(problems, "depth", 1, DEEPEST);
        problems.rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.BOOLEAN;
    }

    @Override
    public boolean choices() {
        return true;
    }

    @Override
    public Task open(Path data) {
        return new GeneratedTask(
                kind(),
                Layout.of(thoughts, "||", " "),
                thoughts,
                new BooleanLogic(depth),
                seed,
                tests,
                "version=" + BooleanLogic.VERSION + " depth=" + depth.low() + "-" + depth.high() + " tests=" + tests);
    }
}
