package dev.dlmbench.work;

import dev.dlmbench.results.Answer;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.PreparedText;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the answers out of what was written, and says which are right.
 *
 * @param task whose answers they are
 * @param text as which its examples were asked
 */
record Judging(Task task, PreparedText text) {

    /** Returns what {@code output} says. */
    Answer answer(Output output) {
        Example example = output.example();
        String all = text.tokenizer().decode(output.written());
        int end = all.indexOf(text.end());
        String ended = end < 0 ? all : all.substring(0, end);
        Optional<String> answer = task.answer(ended);
        int target = target(output);
        return new Answer(
                example.id(),
                example.prompt(),
                ended,
                answer.orElse(null),
                example.answer(),
                answer.filter(given -> task.right(example, given)).isPresent(),
                example.difficulty(),
                Math.min(output.written().length, ended.codePointCount(0, ended.length()) + 1),
                output.calls(),
                output.sample(),
                target,
                matching(output, target));
    }

    /** Returns how many tokens the expected output has, its end included. */
    private int target(Output output) {
        int end = text.tokenizer().encode(text.end())[0];
        int length = 0;
        while (length < output.expected().length && output.expected()[length] != end) {
            length++;
        }
        return Math.min(output.expected().length, length + 1);
    }

    private static int matching(Output output, int target) {
        int most = Math.min(target, output.written().length);
        return (int) IntStream.range(0, most)
                .filter(i -> output.written()[i] == output.expected()[i])
                .count();
    }
}
