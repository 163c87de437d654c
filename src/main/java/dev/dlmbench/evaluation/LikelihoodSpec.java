package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;

/**
 * How the likelihood of test documents is measured.
 *
 * @param estimator of a document's likelihood
 * @param draws of noise per document in a round; exact likelihoods ignore it
 * @param until the standard error, in nats per token, that the noise may leave; 0 means one round
 * @param atMost rounds, however large the error still is
 * @param firstToken what becomes of a document's first token
 * @param sandwich orders drawn for each block to bound its likelihood from below as well; 0 for a bound from above
 *     alone
 */
public record LikelihoodSpec(
        Estimator estimator, int draws, double until, int atMost, FirstToken firstToken, int sandwich) {
    private static final int HALVES = 2 * Sandwich.ROUNDS;

    /** What becomes of a document's first token. */
    public enum FirstToken {
        /** It is scored like all others. */
        SCORE,
        /**
         * It is given, neither corrupted nor scored nor counted: the value is minus ln p(the others | it). So the code
         * of MDLM and BD3-LM counts, where it is the mark of a text's beginning.
         */
        SKIP;

        /** Returns how many tokens of a document are given. */
        public int given() {
            return this == SKIP ? 1 : 0;
        }
    }

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
                .check(
                        sandwich >= 0 && sandwich <= 1_000_000 && sandwich % HALVES == 0,
                        "sandwich",
                        "must be 0 or a multiple of %d orders, up to 1000000, got %d",
                        HALVES,
                        sandwich)
                .rejectIfAny();
    }

    /** Creates a measurement that bounds likelihoods from one side. */
    public LikelihoodSpec(Estimator estimator, int draws, double until, int atMost, FirstToken firstToken) {
        this(estimator, draws, until, atMost, firstToken, 0);
    }

    /** Creates a measurement of every token. */
    public LikelihoodSpec(Estimator estimator, int draws, double until, int atMost) {
        this(estimator, draws, until, atMost, FirstToken.SCORE);
    }

    /** Creates a measurement of every token in one round. */
    public LikelihoodSpec(Estimator estimator, int draws) {
        this(estimator, draws, 0, 2);
    }

    /** Returns the same for another treatment of the first token. */
    public LikelihoodSpec with(FirstToken other) {
        return new LikelihoodSpec(estimator, draws, until, atMost, other, sandwich);
    }

    /** Returns the same with another number of orders that bound likelihoods from below. */
    public LikelihoodSpec sandwiching(int orders) {
        return new LikelihoodSpec(estimator, draws, until, atMost, firstToken, orders);
    }

    /** Returns the settings of a likelihood without noise, which are always the same. */
    public static LikelihoodSpec exact() {
        return new LikelihoodSpec(Estimator.EXACT, 1);
    }
}
