package dev.dlmbench.base;

import java.util.List;
import java.util.stream.Collectors;

/** A mistake of the user's: shown as its message alone, never as a stack trace. */
public class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Creates an exception whose message names the thing, the rule and the value. */
    public InvalidSettingException(String message) {
        super(message);
        this.problems = List.of();
    }

    /** Creates an exception that adds what the user can act on to the cause of the trouble. */
    public InvalidSettingException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
    }

    /** Creates an exception for several settings; the message has a line for each. */
    public InvalidSettingException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the settings that are wrong, or nothing if the message is not about named settings. */
    public List<Problem> problems() {
        return problems;
    }
}
