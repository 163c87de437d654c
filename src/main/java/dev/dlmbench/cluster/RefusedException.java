package dev.dlmbench.cluster;

import java.io.Serial;
import java.util.Objects;

/** The cluster does not take a batch and will not take it later. */
public final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code message} is what the cluster says. */
    public RefusedException(String message) {
        super(message);
    }

    /** Returns what is said about it. */
    public String words() {
        return Objects.requireNonNull(getMessage());
    }
}
