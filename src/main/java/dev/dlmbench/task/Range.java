package dev.dlmbench.task;

import dev.dlmbench.base.Problems;

/**
 * A range of whole numbers.
 *
 * @param low the least
 * @param high the greatest
 */
public record Range(int low, int high) {

    /** Describes the range of one number. */
    public Range(int only) {
        this(only, only);
    }

    /** Returns how many numbers there are. */
    int size() {
        return high - low + 1;
    }

    /** Returns the number at {@code place}, counted from 0. */
    int at(int place) {
        return low + place;
    }

    /** Notes a problem unless this is a range within the one from {@code least} to {@code greatest}. */
    void check(Problems problems, String key, int least, int greatest) {
        problems.check(
                least <= low && low <= high && high <= greatest,
                key,
                "must be a range within %d to %d, got %d to %d",
                least,
                greatest,
                low,
                high);
    }
}
