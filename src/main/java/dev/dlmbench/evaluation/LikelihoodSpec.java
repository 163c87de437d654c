package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;

/**
 * How the likelihood of held-out documents is measured.
 *
 * @param draws of noise per document, for bounds that are estimated; exact likelihoods ignore it
 */
public record LikelihoodSpec(int draws) {

    /** Checks the settings. */
    public LikelihoodSpec {
        Problems.in("likelihood")
                .check(draws >= 1 && draws <= 1_000_000, "draws", "must be at least 1, got %d", draws)
                .rejectIfAny();
    }
}
