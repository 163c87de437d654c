package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/** What rules for kappa, the share of the reverse step, have in common. */
final class Kappas {
    private Kappas() {}

    /** Returns the largest probability of a visible token to be masked again. */
    static double most(double alpha, double before) {
        return Math.min(1, alpha <= 0 ? 1 : (1 - before) / alpha);
    }

    /** Returns the kappa that masks a visible token again with probability {@code sigma}. */
    static double masking(double sigma, double before) {
        return before >= 1 ? 1 : 1 - sigma / (1 - before);
    }

    /** Checks a strength, by its name, and a window of times. */
    static void check(String name, double strength, double from, double until) {
        Problems.in("sampling.corrector")
                .check(strength >= 0 && strength <= 1, name, "must be between 0 and 1, got %s", strength)
                .check(
                        until >= 0 && until <= from && from <= 1,
                        "window",
                        "must be two times between 0 and 1, the earlier first, got [%s, %s]",
                        until,
                        from)
                .rejectIfAny();
    }
}
