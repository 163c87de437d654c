package dev.dlmbench.sampling;

/**
 * The steps of one block of one sequence.
 *
 * @param times at which each begins, and 0 at the end
 * @param counts how many positions each reveals, where that is fixed beforehand
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Steps(double[] times, int[] counts) {

    int count() {
        return counts.length;
    }

    /** Returns how many positions the steps up to {@code k} reveal. */
    int countUpTo(int k) {
        int count = 0;
        for (int i = 0; i <= k; i++) {
            count += counts[i];
        }
        return count;
    }

    /** Returns the time at which step {@code k} begins, or the end where there are fewer. */
    double time(int k) {
        return times[Math.min(k, count())];
    }

    /** Returns whether step {@code k} is the last. */
    boolean last(int k) {
        return k == count() - 1;
    }
}
