package dev.dlmbench.setting;

/** A value that is needed is missing or could not be read, which has been reported where it stands. */
final class UnresolvedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnresolvedException() {
        super(null, null, false, false);
    }
}
