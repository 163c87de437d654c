package dev.dlmbench.verdict;

import dev.dlmbench.metric.MetricTrait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Points that differ in what their samples cost or how bold their draws are, as a line of one metric over another.
 *
 * @param measured the metric, point by point
 * @param along the metric that it is read off at, point by point
 */
record Line(List<Side> measured, List<Side> along) {
    /** Two values of what is to be equal are equal if they differ by no more than this share. */
    private static final double EQUAL = 0.01;

    /**
     * A value that was read off between two points.
     *
     * @param low the least it may be
     * @param value by interpolation
     * @param high the most it may be
     * @param on the point of the line that it is the value of; absent between two points
     */
    record Read(double low, double value, double high, Optional<Side> on) {}

    /**
     * Returns the line's value in one seed where the other metric is {@code at}; nothing outside of the line.
     *
     * <p>Between two points it is interpolated, along logarithms where they are positive; shares of examples along
     * themselves, and no extension leaves 0 to 1 (times the factor). A curve that bends one way lies between that chord
     * and the neighbouring chords, extended: a convex one below the chord and above both extensions, a concave one
     * above it and below both. Where the extensions disagree about the way, everything between them is left open; where
     * there are none, everything between the two points; and a line that only rises or only falls never leaves that.
     */
    Optional<Read> read(long seed, double at) {
        List<double[]> places = places(seed);
        for (int i = 0; i < places.size(); i++) {
            double[] here = places.get(i);
            if (Math.abs(here[0] - at) <= (places.size() == 1 ? EQUAL * Math.abs(at) : 0)) {
                return Optional.of(new Read(here[1], here[1], here[1], Optional.of(measured.get((int) here[2]))));
            }
            if (i > 0 && places.get(i - 1)[0] < at && at < here[0]) {
                return Optional.of(between(places, i, at));
            }
        }
        return Optional.empty();
    }

    /** Returns whether the model of any of the points was still learning when its training ended. */
    boolean learning() {
        return measured.stream().anyMatch(Side::learning);
    }

    /** Reads off between the points {@code i - 1} and {@code i}. */
    private Read between(List<double[]> places, int i, double at) {
        double[] left = places.get(i - 1);
        double[] right = places.get(i);
        boolean share = measured.get(0).metric().shareOfExamples();
        boolean logarithms = !share && places.stream().allMatch(place -> place[1] > 0);
        DoubleUnaryOperator bounded = share
                ? value -> Math.max(0, Math.min(measured.get(0).factor(), value))
                : DoubleUnaryOperator.identity();
        double chord = chord(left, right, at, logarithms);
        List<Double> extended = new ArrayList<>();
        if (i > 1 && places.get(i - 2)[0] < left[0]) {
            extended.add(bounded.applyAsDouble(chord(places.get(i - 2), left, at, logarithms)));
        }
        if (i + 1 < places.size() && right[0] < places.get(i + 1)[0]) {
            extended.add(bounded.applyAsDouble(chord(right, places.get(i + 1), at, logarithms)));
        }
        double least = Math.min(left[1], right[1]);
        double most = Math.max(left[1], right[1]);
        if (extended.isEmpty()) {
            return new Read(least, chord, most, Optional.empty());
        }
        double smaller =
                extended.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double larger = extended.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double low = larger <= chord ? larger : Math.min(smaller, chord);
        double high = smaller >= chord ? smaller : Math.max(larger, chord);
        return oneWay(places.subList(Math.max(0, i - 2), Math.min(places.size(), i + 2)))
                ? new Read(Math.max(least, low), chord, Math.min(most, high), Optional.empty())
                : new Read(low, chord, high, Optional.empty());
    }

    /** Returns whether values only rise, or only fall. */
    private static boolean oneWay(List<double[]> places) {
        double way = 0;
        for (int i = 1; i < places.size(); i++) {
            double step = Math.signum(places.get(i)[1] - places.get(i - 1)[1]);
            if (way * step < 0) {
                return false;
            }
            way = step == 0 ? way : step;
        }
        return true;
    }

    /** Returns the straight line through two points at some place, between them or not. */
    private double chord(double[] left, double[] right, double at, boolean logarithms) {
        boolean counts = !along.get(0).metric().is(MetricTrait.READ_LINEARLY) && left[0] > 0;
        double share = counts
                ? (Math.log(at) - Math.log(left[0])) / (Math.log(right[0]) - Math.log(left[0]))
                : (at - left[0]) / (right[0] - left[0]);
        return logarithms
                ? Math.exp((1 - share) * Math.log(left[1]) + share * Math.log(right[1]))
                : (1 - share) * left[1] + share * right[1];
    }

    /** Returns what it is read off at, the value, and which point that is; rising. */
    private List<double[]> places(long seed) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Map<Long, Double> values = measured.get(i).values();
            Map<Long, Double> others = along.get(i).values();
            if (values.containsKey(seed) && others.containsKey(seed)) {
                places.add(new double[] {others.get(seed), measured.get(i).factor() * values.get(seed), i});
            }
        }
        places.sort(Comparator.comparingDouble(place -> place[0]));
        return places;
    }
}
