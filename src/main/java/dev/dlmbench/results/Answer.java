package dev.dlmbench.results;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code answers.jsonl}: what a model answered to an example of a task.
 *
 * @param id of the example, the same in every run
 * @param prompt what was asked
 * @param output what was written behind it, up to its end
 * @param answer what the output says; absent where it says nothing that can be read
 * @param expected the task's own answer
 * @param right whether the answer counts as right
 * @param difficulty of the example
 * @param tokens of the output, its end included
 * @param calls of the network that predicted something
 * @param sample how many answers to the same example were drawn before
 * @param targets tokens of the output that is expected, its end included
 * @param matching how many of these the output has in the same places
 */
public record Answer(
        String id,
        String prompt,
        String output,
        @Nullable String answer,
        String expected,
        boolean right,
        String difficulty,
        long tokens,
        long calls,
        int sample,
        long targets,
        long matching) {}
