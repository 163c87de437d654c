package dev.dlmbench.cluster;

import java.io.Serial;
import java.util.Objects;

/** The cluster does not answer, or not in words that can be understood: nothing follows from that. */
public class UnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code message} says what was asked and what came back. */
    public UnavailableException(String message) {
        super(message);
    }

    /** Returns what is said about it. */
    public final String words() {
        return Objects.requireNonNull(getMessage());
    }
}
