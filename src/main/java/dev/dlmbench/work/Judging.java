package dev.dlmbench.work;

import dev.dlmbench.results.Answer;
import dev.dlmbench.task.Example;
import dev.dlmbench.text.ExampleTokens;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the answers out of what was written, and says which are right.
 *
 * @param tokens the examples that were asked
 */
record Judging(ExampleTokens tokens) {

    /** Returns what {@code output} says. */
    Answer answer(Output output) {
        Example example = output.example();
        String ended = tokens.text(output.written());
        Optional<String> answer = tokens.task().answer(ended);
        int target = Math.min(output.expected().length, tokens.length(output.expected()) + 1);
        return new Answer(
                example.id(),
                example.prompt(),
                ended,
                answer.orElse(null),
                example.answer(),
                answer.filter(given -> tokens.right(example, given)).isPresent(),
                example.difficulty(),
                Math.min(output.written().length, tokens.length(output.written()) + 1),
                output.calls(),
                output.sample(),
                target,
                matching(output, target));
    }

    private static int matching(Output output, int target) {
        int most = Math.min(target, output.written().length);
        return (int) IntStream.range(0, most)
                .filter(i -> output.written()[i] == output.expected()[i])
                .count();
    }
}
