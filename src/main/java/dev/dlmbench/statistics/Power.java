package dev.dlmbench.statistics;

import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** How small an effect a t-test can find, and how many repetitions an effect takes. */
public final class Power {
    private static final int STRIPS = 400;
    private static final double SPREADS = 9;
    /** No number of values above this is asked for. */
    public static final int MOST = 1_000_000;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Power() {}

    /**
     * Returns the chance that a two-sided one-sample t-test finds an effect: P(|T| > t) for T of the non-central
     * t-distribution, as a mean over the scatter that the sample may show.
     *
     * @param effect in units of the standard deviation
     * @param n values, at least 2
     * @param alpha chance of a false alarm
     */
    public static double of(double effect, int n, double alpha) {
        double degrees = n - 1.0;
        double border = TDistribution.of(degrees).inverseSurvivalProbability(alpha / 2);
        double shift = effect * Math.sqrt(n);
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(degrees);
        double reach = SPREADS / Math.sqrt(2 * degrees); // of the sample's deviation around the true one, 1
        double low = Math.max(0, 1 - reach);
        double width = (1 + reach - low) / STRIPS;
        double found = 0;
        double whole = 0;
        for (int i = 0; i < STRIPS; i++) {
            double scatter = low + (i + 0.5) * width;
            double density = scatter * squares.density(degrees * scatter * scatter);
            found += density
                    * (NORMAL.survivalProbability(border * scatter - shift)
                            + NORMAL.cumulativeProbability(-border * scatter - shift));
            whole += density;
        }
        return found / whole;
    }

    /** Returns the smallest effect, in the unit of {@code deviation}, found with chance {@code power}. */
    public static double detectable(double deviation, int n, double alpha, double power) {
        double high = 1;
        while (of(high, n, alpha) < power) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (of(middle, n, alpha) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high * deviation;
    }

    /**
     * Returns how many values it takes to find {@code effect} with chance {@code power}.
     *
     * @param effect true mean, not 0
     * @param deviation of single values
     */
    public static int needed(double effect, double deviation, double alpha, double power) {
        double size = Math.abs(effect) / deviation;
        return smallest(n -> of(size, (int) n, alpha) >= power);
    }

    /**
     * Returns how many values it takes until an interval's half width is {@code reach}.
     *
     * @param deviation of single values
     */
    public static int neededForReach(double reach, double deviation, double confidence) {
        return smallest(
                n -> deviation / Math.sqrt(n) * TDistribution.of(n - 1).inverseSurvivalProbability((1 - confidence) / 2)
                        <= reach);
    }

    private static int smallest(DoublePredicate enough) {
        int high = 2;
        while (high < MOST && !enough.test(high)) {
            high *= 2;
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.min(high, MOST);
    }
}
