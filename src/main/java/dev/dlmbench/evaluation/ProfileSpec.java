package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;

/**
 * How losses are sorted by where they arise.
 *
 * @param draws of noise per test document and interval of times
 */
public record ProfileSpec(int draws) {

    /** Checks the settings. */
    public ProfileSpec {
        Problems.in("profile")
                .check(draws >= 1 && draws <= 100_000, "draws", "must be between 1 and 100000, got %d", draws)
                .rejectIfAny();
    }
}
