package dev.dlmbench.task;

import java.nio.file.Path;

/** Settings of a task. */
public sealed interface TaskSpec
        permits MultiplicationSpec, BooleanSpec, SudokuSpec, CountdownSpec, Gsm8kSpec, JsonlSpec {

    /** Returns which task it is. */
    TaskKind kind();

    /** Returns the root of the random streams. */
    long seed();

    /** Returns whether examples have thoughts, where the task knows any. */
    boolean thoughts();

    /** Returns whether every example has choices, of which its answer is one. */
    default boolean choices() {
        return false;
    }

    /**
     * Returns the task.
     *
     * @param data the folder that names of files begin in
     * @throws dev.dlmbench.base.InvalidSettingException if a file is missing or broken, naming file and line, or if the
     *     settings allow fewer problems than they ask for
     */
    Task open(Path data);
}
