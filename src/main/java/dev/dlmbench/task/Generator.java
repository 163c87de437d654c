package dev.dlmbench.task;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes problems of one task. */
interface Generator extends AnswerForm {

    /**
     * A problem with its solution.
     *
     * @param problem what is the same for two problems that count as one
     */
    record Drawn(String prompt, List<String> thoughts, String answer, String difficulty, String problem) {}

    /** Returns how many levels of difficulty there are. */
    int levels();

    /** Returns the difficulty of a level, counted from 0, in the words of examples. */
    String difficulty(int level);

    /** Returns the answers that every problem leaves to choose from; none where any may be given. */
    default List<String> choices() {
        return List.of();
    }

    /**
     * Returns a problem.
     *
     * @param level counted from 0
     * @return nothing if this try led to none; the next one may
     */
    Optional<Drawn> draw(int level, SplittableRandom random);
}
