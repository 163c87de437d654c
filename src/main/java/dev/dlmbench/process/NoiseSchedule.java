package dev.dlmbench.process;

/** How alpha falls from 1 at time 0 to 0 at time 1. A new schedule is one small class. */
public interface NoiseSchedule {

    /** Returns alpha at time {@code t}: the probability that a token is still its own. */
    double alpha(double t);

    /** Returns the derivative of {@link #alpha} at time {@code t}; never positive. */
    double slope(double t);

    /** Returns the time at which alpha has fallen to {@code alpha}. */
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
