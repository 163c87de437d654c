package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;

/**
 * How the likelihood of held-out documents is measured.
 *
 * @param estimator of a document's likelihood
 * @param draws of noise per document in a round; exact likelihoods ignore it
 * @param until the standard error, in nats per token, that the noise may leave; 0 means one round
 * @param atMost rounds, however large the error still is
 */
public record LikelihoodSpec(Estimator estimator, int draws, double until, int atMost) {

    /** Checks the settings. */
    public LikelihoodSpec {
        Problems.in("likelihood")
                .check(draws >= 1 && draws <= 1_000_000, "draws", "must be between 1 and 1000000, got %d", draws)
                .check(until >= 0, "until.standardError", "must not be negative, got %s", until)
                .check(
                        atMost >= 2 && atMost <= 1_000_000,
                        "until.atMost",
                        "must be at least 2 rounds, for an error to be seen, and at most 1000000, got %d",
                        atMost)
                .rejectIfAny();
    }

    /** Creates a measurement of one round. */
    public LikelihoodSpec(Estimator estimator, int draws) {
        this(estimator, draws, 0, 2);
    }

    /** Returns the settings of a likelihood without noise, which are always the same. */
    public static LikelihoodSpec exact() {
        return new LikelihoodSpec(Estimator.EXACT, 1);
    }
}
