package dev.dlmbench.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of tasks, by the names that suites use. */
public enum TaskKind {
    /** Products of numbers, digit by digit. */
    MULTIPLICATION,
    /** Values of nested expressions of and, or, not. */
    BOOLEAN,
    /** Grids of digits with one solution. */
    SUDOKU,
    /** Expressions of given numbers that have a given value. */
    COUNTDOWN,
    /** Grade-school mathematics in words (GSM8K). */
    GSM8K,
    /** Files of the user's own. */
    JSONL;

    /** Returns the name used in suites. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the names of all kinds. */
    public static List<String> names() {
        return Arrays.stream(values()).map(TaskKind::id).toList();
    }

    /** Returns the kind with a name; nothing if none has it. */
    public static Optional<TaskKind> named(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
