package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Quantiles without an assumption on the distribution: the number of values below a quantile is binomial (H. A. David
 * and H. N. Nagaraja, Order Statistics, section 7.1).
 */
public final class Quantiles {
    private Quantiles() {}

    /** Returns the smallest value that at least a share {@code q} of the values do not exceed. */
    public static double of(double[] values, double q) {
        return Quantile.withDefaults()
                .with(Quantile.EstimationMethod.HF1)
                .withCopy(true)
                .evaluate(values, q);
    }

    /**
     * Returns an interval for the quantile that holds it with at least {@code confidence}, each end with half of what
     * is left; nothing if there are too few values for either end.
     */
    public static Optional<Interval> interval(double[] values, double q, double confidence) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        BinomialDistribution below = BinomialDistribution.of(sorted.length, q);
        double tail = (1 - confidence) / 2;
        int low = sorted.length - 1; // the largest rank, from 0, with P(below <= rank) <= tail
        while (low >= 0 && below.cumulativeProbability(low) > tail) {
            low--;
        }
        int high = 0; // the smallest rank, from 0, with P(below > rank) <= tail
        while (high < sorted.length && below.survivalProbability(high) > tail) {
            high++;
        }
        return low < 0 || high >= sorted.length
                ? Optional.empty()
                : Optional.of(new Interval(sorted[low], sorted[high]));
    }

    /**
     * Returns how many values it takes until the largest of them exceeds the quantile with {@code confidence}: with
     * fewer, no upper bound of it can be given (S. S. Wilks, Ann. Math. Stat. 12, 1941).
     */
    public static int needed(double q, double confidence) {
        return (int) Math.ceil(Math.log(1 - confidence) / Math.log(q));
    }
}
