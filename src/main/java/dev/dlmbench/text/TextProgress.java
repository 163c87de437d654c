package dev.dlmbench.text;

/** Hears how far the preparation of a text is. */
@FunctionalInterface
public interface TextProgress {
    /** Nobody who hears. */
    TextProgress NONE = (done, total) -> {};

    /**
     * Tells how far it is.
     *
     * @param done megabytes of the text's {@code total} that have been read
     */
    void at(long done, long total);
}
