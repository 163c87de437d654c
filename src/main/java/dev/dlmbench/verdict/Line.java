package dev.dlmbench.verdict;

import dev.dlmbench.results.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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
     * Returns the line's value in one seed where the other metric is {@code at}, between two points by interpolation of
     * logarithms; nothing outside of the line.
     */
    OptionalDouble read(long seed, double at) {
        List<double[]> places = places(seed);
        for (int i = 0; i < places.size(); i++) {
            double[] here = places.get(i);
            if (Math.abs(here[0] - at) <= (places.size() == 1 ? EQUAL * Math.abs(at) : 0)) {
                return OptionalDouble.of(here[1]);
            }
            if (i > 0 && places.get(i - 1)[0] <= at && at <= here[0]) {
                return OptionalDouble.of(between(places.get(i - 1), here, at));
            }
        }
        return OptionalDouble.empty();
    }

    private double between(double[] left, double[] right, double at) {
        boolean counts = along.get(0).metric() != Metric.ENTROPY && left[0] > 0;
        double share = counts
                ? (Math.log(at) - Math.log(left[0])) / (Math.log(right[0]) - Math.log(left[0]))
                : (at - left[0]) / (right[0] - left[0]);
        return left[1] > 0 && right[1] > 0
                ? Math.exp((1 - share) * Math.log(left[1]) + share * Math.log(right[1]))
                : (1 - share) * left[1] + share * right[1];
    }

    /** Returns pairs of what it is read off at and the value, rising. */
    private List<double[]> places(long seed) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Map<Long, Double> values = measured.get(i).values();
            Map<Long, Double> others = along.get(i).values();
            if (values.containsKey(seed) && others.containsKey(seed)) {
                places.add(new double[] {others.get(seed), measured.get(i).factor() * values.get(seed)});
            }
        }
        places.sort(Comparator.comparingDouble(place -> place[0]));
        return places;
    }
}
