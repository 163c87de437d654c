package dev.dlmbench.task;

import java.util.List;

/**
 * One problem of a task with its solution.
 *
 * @param id what the example is called in results: the same in every run, and unlike that of any other problem
 * @param prompt the problem
 * @param thoughts the steps from the problem to its answer; none where the task is answered directly
 * @param answer the answer in the form that {@link Task#answer} returns
 * @param choices the answers to choose from; none where any may be given
 * @param difficulty what accuracy is shown by, such as digits, depth or clues; empty where nothing is known
 */
public record Example(
        String id, String prompt, List<String> thoughts, String answer, List<String> choices, String difficulty) {
    public Example {
        thoughts = List.copyOf(thoughts);
        choices = List.copyOf(choices);
    }

    /** Returns the same example with another answer, such as one of its choices. */
    public Example answered(String other) {
        return new Example(id, prompt, thoughts, other, choices, difficulty);
    }

    /** Returns the same example under another id. */
    Example called(String other) {
        return new Example(other, prompt, thoughts, answer, choices, difficulty);
    }

    /** Describes an example without choices. */
    Example(String id, String prompt, List<String> thoughts, String answer, String difficulty) {
        this(id, prompt, thoughts, answer, List.of(), difficulty);
    }
}
