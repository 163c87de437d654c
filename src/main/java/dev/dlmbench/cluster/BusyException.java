package dev.dlmbench.cluster;

import java.io.Serial;

/** The cluster has answered that it takes no more from this user for now. */
public final class BusyException extends UnavailableException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code message} is what the cluster has said. */
    public BusyException(String message) {
        super(message);
    }
}
