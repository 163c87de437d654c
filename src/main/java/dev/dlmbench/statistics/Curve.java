package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A line from point to point, from left to right.
 *
 * @param x rising
 * @param y at each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Curve(double[] x, double[] y) {

    /** Checks that there is one at least, and that they rise. */
    public Curve {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException("a curve needs points, got " + x.length + " and " + y.length);
        }
        for (int i = 1; i < x.length; i++) {
            if (!(x[i - 1] < x[i])) {
                throw new IllegalArgumentException("a curve goes from left to right");
            }
        }
    }

    /** Returns the curve through points in any order; those at one place are one point at their mean. */
    public static Curve through(double[] x, double[] y) {
        TreeMap<Double, DoubleStream.Builder> places = new TreeMap<>();
        for (int i = 0; i < x.length; i++) {
            places.computeIfAbsent(x[i], place -> DoubleStream.builder()).add(y[i]);
        }
        return new Curve(
                places.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                places.values().stream()
                        .mapToDouble(values -> values.build().average().orElseThrow())
                        .toArray());
    }

    /** Returns where it begins. */
    public double low() {
        return x[0];
    }

    /** Returns where it ends. */
    public double high() {
        return x[x.length - 1];
    }

    /** Returns its height at a place between its ends. */
    public double at(double place) {
        if (place < low() || place > high()) {
            throw new IllegalArgumentException(place + " is not between " + low() + " and " + high());
        }
        int found = Arrays.binarySearch(x, place);
        if (found >= 0) {
            return y[found];
        }
        int right = -found - 1;
        double share = (place - x[right - 1]) / (x[right] - x[right - 1]);
        return (1 - share) * y[right - 1] + share * y[right];
    }

    /**
     * Returns how far {@code other} lies above this one: the integral of the difference over what both reach across, by
     * its length. Nothing if they have no more than one place in common.
     */
    public OptionalDouble below(Curve other) {
        double from = Math.max(low(), other.low());
        double to = Math.min(high(), other.high());
        if (!(from < to)) {
            return OptionalDouble.empty();
        }
        double[] places = DoubleStream.concat(Arrays.stream(x), Arrays.stream(other.x))
                .filter(place -> place > from && place < to)
                .sorted()
                .toArray();
        double area = 0;
        double left = from;
        for (double right :
                DoubleStream.concat(Arrays.stream(places), DoubleStream.of(to)).toArray()) {
            area += (right - left) * (other.at(left) - at(left) + other.at(right) - at(right)) / 2;
            left = right;
        }
        return OptionalDouble.of(area / (to - from));
    }
}
