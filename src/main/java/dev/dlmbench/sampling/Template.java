package dev.dlmbench.sampling;

import java.util.Arrays;

/**
 * What is given of a sequence before it is drawn: a prefix, a suffix, anything between. Given tokens are never noised
 * and never changed.
 */
public final class Template {
    /** Nothing is given. */
    public static final Template EMPTY = new Template(new int[0]);

    private static final int FREE = -1;

    private final int[] given;

    private Template(int[] given) {
        this.given = given;
    }

    /**
     * Returns a template.
     *
     * @param tokens ids from the sequence's start on; negative numbers are places to fill in, and so is all that
     *     follows
     */
    public static Template of(int[] tokens) {
        return new Template(Arrays.stream(tokens).map(id -> Math.max(FREE, id)).toArray());
    }

    /** Returns how many places it speaks of. */
    public int length() {
        return given.length;
    }

    /** Returns whether the token at {@code position} is given. */
    public boolean fixes(int position) {
        return position < given.length && given[position] != FREE;
    }

    /** Returns the given token at {@code position}. */
    public int at(int position) {
        return given[position];
    }
}
