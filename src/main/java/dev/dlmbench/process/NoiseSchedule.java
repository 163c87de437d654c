package dev.dlmbench.process;

/** How the signal fades over time t from 0, all signal, to 1, none. A new schedule is one small class. */
public interface NoiseSchedule {

    /** Returns the signal level at time {@code t}: the probability that a token is still its own. */
    double alpha(double t);

    /** Returns the derivative of {@link #alpha} at time {@code t}; never positive. */
    double slope(double t);

    /** Returns the time at which the signal has fallen to {@code alpha}. */
    default double time(double alpha) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 64; i++) {
            double middle = (low + high) / 2;
            if (alpha(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
