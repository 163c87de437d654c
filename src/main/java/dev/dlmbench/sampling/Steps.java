package dev.dlmbench.sampling;

/**
 * The steps of one block of one sequence.
 *
 * @param times at which each begins, and 0 at the end
 * @param counts how many positions each reveals, where that is fixed beforehand
 * @param corrections which of them redraw positions at the time of the one before, which they leave
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Steps(double[] times, int[] counts, boolean[] corrections) {

    Steps(double[] times, int[] counts) {
        this(times, counts, new boolean[counts.length]);
    }

    /** Returns the same with corrections behind each of the first steps: none goes on in time. */
    Steps correcting(int first, int each) {
        int count = count() + first * each;
        double[] longer = new double[count + 1];
        int[] revealed = new int[count];
        boolean[] correcting = new boolean[count];
        int step = 0;
        for (int k = 0; k < count(); k++) {
            longer[step] = times[k];
            revealed[step++] = counts[k];
            for (int correction = 0; k < first && correction < each; correction++) {
                longer[step] = times[k + 1];
                correcting[step++] = true;
            }
        }
        longer[count] = times[count()];
        return new Steps(longer, revealed, correcting);
    }

    /** Returns whether step {@code k} corrects. */
    boolean corrects(int k) {
        return corrections[k];
    }

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
