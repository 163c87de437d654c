package dev.dlmbench.process;

import java.util.Arrays;

/**
 * The clock t of masks whose exponents spread from 1 to s as {@link Exponents} do, by the mean share of masks that it
 * goes with: that is m(t), the mean of t^(s^x) over x in (0, 1), taken at the middles of equal parts.
 */
final class MaskClock {
    private static final int PARTS = 32;
    private static final int MOST_STEPS = 50;
    private static final double CLOSE = 1e-14;

    private final double[] exponents = new double[PARTS];

    /** Creates the clock for the largest exponent, s. */
    MaskClock(double strength) {
        Arrays.setAll(exponents, part -> Math.pow(strength, (part + 0.5) / PARTS));
    }

    /** Returns the clock at which a mean share {@code masked} of tokens is masked. */
    double at(double masked) {
        if (masked <= 0 || masked >= 1) {
            return masked <= 0 ? 0 : 1;
        }
        double wanted = Math.log(masked);
        double log = wanted;
        for (int step = 0; step < MOST_STEPS; step++) { // Newton's, on a convex function of the clock's logarithm
            double share = mean(log, false);
            double change = (Math.log(share) - wanted) * share / mean(log, true);
            log -= change;
            if (Math.abs(change) < CLOSE * Math.abs(log)) {
                break;
            }
        }
        return Math.exp(Math.min(0, log));
    }

    /** Returns by how much the logarithm of the clock rises for a small rise of the mean share, at a clock. */
    double logarithmByShare(double clock) {
        return 1 / mean(Math.log(clock), true);
    }

    /** Returns the mean of t^w, or of {@code w t^w}, at the logarithm of t. */
    private double mean(double log, boolean slope) {
        double sum = 0;
        for (double exponent : exponents) {
            sum += (slope ? exponent : 1) * Math.exp(exponent * log);
        }
        return sum / PARTS;
    }
}
