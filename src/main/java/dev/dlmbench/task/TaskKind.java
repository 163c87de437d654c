package dev.dlmbench.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of tasks, by the names that suites use. */
public enum TaskKind {
    /** Products of numbers, digit by digit. */
    MULTIPLICATION("products of numbers, digit by digit, least significant first"),
    /** Values of nested expressions of and, or, not. */
    BOOLEAN("values of nested expressions of and, or, not"),
    /** Grids of digits with one solution. */
    SUDOKU("grids of digits with one solution"),
    /** Expressions of given numbers that have a given value. */
    COUNTDOWN("expressions of given numbers that have a given value"),
    /** Grade-school mathematics in words (GSM8K). */
    GSM8K("grade-school mathematics in words"),
    /** Files of the user's own. */
    JSONL("JSON lines of your own");

    private final String description;

    TaskKind(String description) {
        this.description = description;
    }

    /** Returns what it is, in a few words. */
    public String description() {
        return description;
    }

    /** Returns whether its examples are in files, so that there is an end of them. */
    public boolean ofFiles() {
        return this == GSM8K || this == JSONL;
    }

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
