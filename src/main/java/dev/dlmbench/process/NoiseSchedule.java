package dev.dlmbench.process;

/** How the signal fades over time t from 0, all signal, to 1, none. */
public enum NoiseSchedule {
    /** alpha(t) = 1 - t; the papers' log-linear schedule without its numerical floor. */
    LINEAR {
        @Override
        public double alpha(double t) {
            return 1 - t;
        }

        @Override
        public double slope(double t) {
            return -1;
        }
    };

    /** Returns the signal level at time {@code t}: the probability that a token is still its own. */
    public abstract double alpha(double t);

    /** Returns the derivative of {@link #alpha} at time {@code t}; never positive. */
    public abstract double slope(double t);
}
