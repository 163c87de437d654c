package dev.dlmbench.metric;

import java.util.Arrays;
import java.util.Collection;

/** The scale on which values of a metric are averaged over replicates, and on which they are compared. */
public enum MetricScale {
    /** Arithmetic mean; two values differ by their difference. */
    DIFFERENCE,
    /** Counts, sizes, times and rates: arithmetic mean; two values differ by their ratio. */
    RATIO,
    /** Exponentials of a mean, such as perplexities: geometric mean; two values differ by their ratio. */
    EXPONENTIAL;

    /** Returns whether two values are compared by their ratio. */
    public boolean comparesRatios() {
        return this != DIFFERENCE;
    }

    /** Returns whether {@code values} are averaged as logarithms, which those that are not positive do not have. */
    public boolean averagesLogarithms(double[] values) {
        return this == EXPONENTIAL && Arrays.stream(values).allMatch(value -> value > 0);
    }

    /** Returns the mean of replicates, of which there is one at least: the one rule by which values are averaged. */
    public double mean(Collection<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        boolean logarithmic = averagesLogarithms(numbers);
        double mean = Arrays.stream(numbers)
                .map(value -> logarithmic ? Math.log(value) : value)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("there is no mean of nothing"));
        return logarithmic ? Math.exp(mean) : mean;
    }
}
