package dev.dlmbench.statistics;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Variance;

/** Middle and scatter of a few numbers. */
public final class Moments {
    private Moments() {}

    /** Returns the arithmetic mean. */
    public static double mean(double[] values) {
        return Mean.of(values).getAsDouble();
    }

    /** Returns the value in the middle, or the mean of the two there. */
    public static double median(double[] values) {
        return Median.withDefaults().withCopy(true).evaluate(values);
    }

    /** Returns the unbiased standard deviation. */
    public static double deviation(double[] values) {
        return Math.sqrt(Variance.of(values).getAsDouble());
    }

    /** Returns the standard error of the mean. */
    public static double standardError(double[] values) {
        return deviation(values) / Math.sqrt(values.length);
    }
}
