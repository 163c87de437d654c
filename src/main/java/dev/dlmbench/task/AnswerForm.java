package dev.dlmbench.task;

import java.util.Optional;

/** What answers of a task look like. */
interface AnswerForm {

    /**
     * Returns an answer in its one form: answers that mean the same are the same text.
     *
     * @param text what stands in the answer's place, neither empty nor with spaces around it
     * @return nothing if it is malformed
     */
    Optional<String> read(String text);

    /** Returns whether an answer, as {@link #read} returns it, solves the example. */
    default boolean right(Example example, String answer) {
        return answer.equals(example.answer());
    }
}
