package dev.dlmbench.base;

import java.util.Arrays;

/** The logarithm of a mean of numbers that are known by their logarithms. */
public final class LogMean {
    private LogMean() {}

    /** Returns ln of the mean of numbers whose logarithms are given; they may be too small to be written out. */
    public static double of(double[] logarithms) {
        double most = Arrays.stream(logarithms).max().orElseThrow();
        return most == Double.NEGATIVE_INFINITY
                ? most
                : most
                        + Math.log(Arrays.stream(logarithms)
                                .map(each -> Math.exp(each - most))
                                .average()
                                .orElseThrow());
    }
}
