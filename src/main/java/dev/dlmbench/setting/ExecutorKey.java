package dev.dlmbench.setting;

/**
 * One key of the executor.
 *
 * @param <T> the type of its value
 * @param name as it is written
 * @param form what it may hold
 * @param usual the value where nothing is written
 * @param leftOut whether {@code usual} means that the cluster is asked for nothing
 * @param description one line
 */
public record ExecutorKey<T>(String name, ExecutorForm<T> form, T usual, boolean leftOut, String description) {

    /** Returns the default as the reference shows it. */
    public String fallback() {
        return leftOut ? "left to the cluster" : form.writer().apply(usual);
    }
}
