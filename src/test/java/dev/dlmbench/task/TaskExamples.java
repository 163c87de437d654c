package dev.dlmbench.task;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What tests ask of the examples of any task. */
final class TaskExamples {
    private TaskExamples() {}

    /** Returns the first {@code count} examples to learn from. */
    static Stream<Example> training(Task task, int count) {
        return LongStream.range(0, count).mapToObj(task::training);
    }

    /**
     * Returns an example to learn from whose problem is in the test set, if there is one.
     *
     * @param problem what is the same for problems that count as one, found by a test's own means
     */
    static Optional<Example> leaked(
            LongFunction<Example> training, List<Example> test, int count, Function<Example, ?> problem) {
        Set<?> tested = test.stream().map(problem).collect(Collectors.toSet());
        return LongStream.range(0, count)
                .mapToObj(training)
                .filter(example -> tested.contains(problem.apply(example)))
                .findFirst();
    }

    /** Returns a stream that has a planted example at its end. */
    static LongFunction<Example> planted(Task task, int count, Example plant) {
        return index -> index == count - 1 ? plant : task.training(index);
    }
}
