package dev.dlmbench.training;

/** A training that can come to nothing: its loss is no number, or has exploded. */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that says at which step, and what was seen. */
    public DivergenceException(String message) {
        super(message);
    }
}
