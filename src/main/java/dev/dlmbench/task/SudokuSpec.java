package dev.dlmbench.task;

import dev.dlmbench.base.Problems;
import java.nio.file.Path;

/**
 * Grids of digits with one solution (see {@link Sudoku}).
 *
 * @param size rows, columns and digits: 4 or 9
 * @param clues how many digits are given; every number is one difficulty
 * @param tests how many examples are drawn to be tested on
 * @param seed the root of the random streams
 */
public record SudokuSpec(int size, Range clues, int tests, long seed) implements TaskSpec {
    /** No puzzle of 4 rows has one solution with fewer clues, and few of 9 rows do. */
    private static final int FEWEST_OF_4 = 4;

    private static final int FEWEST_OF_9 = 24;

    public SudokuSpec {
        Problems problems = Problems.in(TaskKind.SUDOKU.id())
                .check(size == 4 || size == 9, "size", "must be 4 or 9, got %d", size)
                .positive("tests", tests);
        clues.check(problems, "clues", size == 4 ? FEWEST_OF_4 : FEWEST_OF_9, size * size - 1);
        problems.rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.SUDOKU;
    }

    /** Returns false: a grid is filled in any order, and no step of it is written besides. */
    @Override
    public boolean thoughts() {
        return false;
    }

    @Override
    public Task open(Path data) {
        return new GeneratedTask(
                kind(),
                Layout.of(false, "||", " "),
                false,
                new Sudoku(size, clues),
                seed,
                tests,
                "version=" + Sudoku.VERSION + " size=" + size + " clues=" + clues.low() + "-" + clues.high() + " tests="
                        + tests);
    }
}
