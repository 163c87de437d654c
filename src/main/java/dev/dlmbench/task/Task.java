package dev.dlmbench.task;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Problems with answers: an endless stream of examples to learn from, a fixed set to be tested on, and what counts as
 * right. No problem of the test set is in the stream; every task says which problems are the same. All of it follows
 * from the settings and the files alone.
 */
public sealed interface Task permits GeneratedTask, FileTask {

    /** Returns the name of the task, such as {@code multiplication}. */
    String name();

    /** Returns how examples are written. */
    Layout layout();

    /** Returns whether there is anything to learn from. */
    boolean trainable();

    /**
     * Returns an example to learn from. The same index always gives the same example, whichever were asked for before,
     * so that the batch of a step is a function of the step. Examples of files come in epochs: any {@code n} that begin
     * at a multiple of {@code n}, the number of examples, are all of them in a random order.
     *
     * @param index from 0 on, without an end; runs that are to see different examples begin at different indices
     * @throws dev.dlmbench.base.InvalidSettingException if the task is not {@link #trainable}, or if problems of one
     *     difficulty are too few
     */
    Example training(long index);

    /** Returns how many examples there are to learn from; nothing where there is no end of them. */
    default OptionalInt size() {
        return OptionalInt.empty();
    }

    /**
     * Returns the same task without the examples to learn from that are not {@code wanted}; those that are made are all
     * kept.
     */
    default Task learning(Predicate<Example> wanted) {
        return this;
    }

    /** Returns the examples to be tested on, always the same in the same order. */
    List<Example> test();

    /**
     * Returns the answer that {@code output} gives, in its one form: answers that mean the same are the same text,
     * which a majority can be counted by.
     *
     * @param output what a model wrote behind {@link Layout#given}, without end tokens and padding
     * @return nothing if the answer is missing or malformed
     */
    Optional<String> answer(String output);

    /** Returns whether {@code answer}, as {@link #answer} returned it, solves {@code example}. */
    boolean right(Example example, String answer);

    /** Returns where an example is from, for messages: file and line, or its id where it is made. */
    default String place(Example example) {
        return example.id();
    }

    /** Returns which examples of the files are not used and why, a sentence each. */
    default List<String> leftOut() {
        return List.of();
    }

    /**
     * Returns a hash of everything that the examples follow from, as 64 hexadecimal digits: settings and the version of
     * the generator, or settings and the content of the files.
     */
    String contentHash();
}
