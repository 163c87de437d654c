package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.task.BooleanSpec;
import dev.dlmbench.task.CountdownSpec;
import dev.dlmbench.task.Gsm8kSpec;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.SudokuSpec;
import dev.dlmbench.task.TaskKind;
import dev.dlmbench.task.TaskSpec;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The keys of {@code data.corpus} that say which examples a task has. */
final class TaskKeys {
    private final Key<Integer> digits;
    private final Key<Boolean> spaces;
    private final Key<String> testFile;
    private final Key<Integer> depth;
    private final Key<Integer> least;
    private final Key<Integer> size;
    private final Key<Integer> clues;
    private final Key<Integer> numbers;
    private final Key<Integer> largest;
    private final Key<Integer> target;
    private final Key<Boolean> annotations;
    private final Key<Boolean> thoughts;
    private final Key<Integer> tests;

    TaskKeys(SettingRows<TaskSpec> tasks) {
        digits = tasks.as(MultiplicationSpec.class)
                .integer("digits", is("2"), "multiplication: of both numbers", spec -> spec.left()
                        .high());
        spaces = tasks.as(MultiplicationSpec.class)
                .flag(
                        "spaces",
                        is("true"),
                        "multiplication: whether spaces stand between the digits",
                        MultiplicationSpec::spaces);
        testFile = tasks.as(MultiplicationSpec.class)
                .text(
                        "testFile",
                        Fallback.words("none"),
                        "multiplication: examples to be tested on in a file of the data folder, in the form of"
                                + " mult4x4/valid.txt",
                        MultiplicationSpec::testFile);
        depth = tasks.as(BooleanSpec.class)
                .integer("depth", is("2"), "boolean: of nested expressions", spec -> spec.depth()
                        .high());
        SettingRows<SudokuSpec> sudoku = tasks.as(SudokuSpec.class);
        size = sudoku.integer("size", is("4"), "sudoku: rows, columns and digits, 4 or 9", SudokuSpec::size);
        clues = sudoku.integer("clues", is("8"), "sudoku: digits that are given", spec -> spec.clues()
                .high());
        SettingRows<CountdownSpec> countdown = tasks.as(CountdownSpec.class);
        numbers = countdown.integer("numbers", is("3"), "countdown: how many are given", spec -> spec.numbers()
                .high());
        largest = countdown.integer("largest", is("20"), "countdown: the largest number given", CountdownSpec::largest);
        target = countdown.integer("target", is("50"), "countdown: the largest value asked for", spec -> spec.target()
                .high());
        least = tasks.where(spec -> levels(spec).isPresent())
                .integer(
                        "least",
                        is("0"),
                        "tasks that are made: least digits, depth, clues or numbers, for examples of several difficulties;"
                                + " 0 for one",
                        spec -> levels(spec)
                                .filter(levels -> levels.low() < levels.high())
                                .map(Range::low)
                                .orElse(0));
        annotations = tasks.as(Gsm8kSpec.class)
                .flag(
                        "annotations",
                        is("false"),
                        "gsm8k: whether calculator annotations are kept",
                        Gsm8kSpec::annotations);
        thoughts = tasks.where(spec -> spec.kind() != TaskKind.SUDOKU)
                .flag("thoughts", is("true"), "tasks: whether the steps to the answer are written", TaskSpec::thoughts);
        tests = tasks.where(spec -> spec.kind() != TaskKind.GSM8K && !testedOnFile(spec))
                .integer(
                        "tests",
                        is("200"),
                        "tasks that are made: examples to be tested on, never learnt from",
                        TaskKeys::tests);
    }

    /** Makes the record of a task. */
    TaskSpec read(PointValues values, TaskKind kind, long seed) {
        boolean steps = values.get(thoughts);
        int tested = values.get(tests);
        UnaryOperator<Range> widened =
                most -> values.get(least) == 0 ? most : new Range(values.get(least), most.high());
        return switch (kind) {
            case MULTIPLICATION -> {
                Range both = widened.apply(new Range(values.get(digits)));
                yield new MultiplicationSpec(
                        both,
                        both,
                        values.get(spaces),
                        steps,
                        tested,
                        values.written(testFile).orElse(""),
                        seed);
            }
            case BOOLEAN -> new BooleanSpec(widened.apply(new Range(values.get(depth))), steps, tested, seed);
            case SUDOKU -> new SudokuSpec(values.get(size), widened.apply(new Range(values.get(clues))), tested, seed);
            case COUNTDOWN ->
                new CountdownSpec(
                        widened.apply(new Range(values.get(numbers))),
                        values.get(largest),
                        new Range(1, values.get(target)),
                        steps,
                        tested,
                        seed);
            case GSM8K -> new Gsm8kSpec(steps, values.get(annotations), seed);
            case JSONL -> throw new IllegalArgumentException("examples in files have keys of their own");
        };
    }

    /** Returns the numbers of digits, levels, clues or numbers of a task that is made. */
    private static Optional<Range> levels(TaskSpec task) {
        if (task instanceof MultiplicationSpec spec) {
            return Optional.of(spec.left());
        }
        if (task instanceof BooleanSpec spec) {
            return Optional.of(spec.depth());
        }
        if (task instanceof SudokuSpec spec) {
            return Optional.of(spec.clues());
        }
        return task instanceof CountdownSpec spec ? Optional.of(spec.numbers()) : Optional.empty();
    }

    private static boolean testedOnFile(TaskSpec task) {
        return task instanceof MultiplicationSpec spec && !spec.testFile().isEmpty();
    }

    private static int tests(TaskSpec task) {
        if (task instanceof MultiplicationSpec spec) {
            return spec.tests();
        }
        if (task instanceof BooleanSpec spec) {
            return spec.tests();
        }
        return task instanceof SudokuSpec spec ? spec.tests() : ((CountdownSpec) task).tests();
    }
}
