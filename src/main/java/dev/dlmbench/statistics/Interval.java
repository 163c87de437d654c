package dev.dlmbench.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

    /** Returns the interval of the exponential of what this is the interval of. */
    public Interval exponential() {
        return new Interval(Math.exp(low), Math.exp(high));
    }

    /** Returns the smallest interval that holds this one and {@code other}. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Returns whether {@code value} lies inside or on an end. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
