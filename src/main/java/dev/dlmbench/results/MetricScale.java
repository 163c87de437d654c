package dev.dlmbench.results;

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

    /** Returns the scale of {@code metric}. */
    static MetricScale of(Metric metric) {
        return switch (metric) {
            case PPL, GEN_PPL -> EXPONENTIAL;
            case NFE,
                    NFE_DRAWING,
                    NFE_ALL,
                    STEPS,
                    LENGTH,
                    LATENCY,
                    TTFB,
                    THROUGHPUT,
                    TRAIN_THROUGHPUT,
                    PEAK_MEMORY,
                    NELBO_VARIANCE,
                    GRADIENT_VARIANCE -> RATIO;
            case NLL,
                    BPC,
                    NLL_JENSEN,
                    NLL_MIXTURE,
                    LOSS_TIME,
                    LOSS_POSITION,
                    LOSS_FREQUENCY,
                    ENTROPY,
                    ORACLE_NLL,
                    ORACLE_TV,
                    TRAIN_LOSS,
                    PARAMETERS,
                    ENTROPY_RATE,
                    TRUE_NLL,
                    DATA_ENTROPY -> DIFFERENCE;
        };
    }

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
