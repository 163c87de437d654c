package dev.dlmbench.evaluation;

import dev.dlmbench.base.Names;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;

/** How the likelihood of a document is found. */
public enum Estimator {
    /** The best that the process allows: exact where it can be, then exact counts, then Monte Carlo. */
    AUTO,
    /** Every token in one call; for autoregression and for masked blocks of one token. */
    EXACT,
    /** Every set of masked tokens of a block, {@code 2^S - 1} calls: the NELBO without any noise. */
    ENUMERATION,
    /** Sets of j masked tokens with j stratified over 1 to S: unbiased for the bound under every schedule. */
    EXACT_COUNT,
    /** Shares of alpha that are gone, stratified over the whole of (0, 1), or steps where time is discrete. */
    MONTE_CARLO,
    /**
     * The same of the cross-entropy of masked tokens alone, with the weights of the NELBO, where masks fall on some
     * tokens before others: a score that lacks what the NELBO has besides, and no bound.
     */
    WEIGHTED_CROSS_ENTROPY,
    /**
     * Every token from one random one in its place: an upper bound in expectation, for models that were taught blocks
     * of one token on pure noise.
     */
    PURE_NOISE,
    /**
     * Every token along the one path that a sampler takes to the document: the exact likelihood of that sampler, whose
     * positions must not depend on what it draws (DUEL, arXiv 2603.01367).
     */
    ORDER,
    /**
     * Every set of masked tokens of a block, the orders in which they are revealed summed over: the exact likelihood of
     * the sampler that reveals one token after another in random order.
     */
    ANY_ORDER;

    /** Blocks up to this size can be enumerated. */
    public static final int LARGEST_ENUMERATED = 12;

    /** Returns whether noise is drawn. */
    public boolean noisy() {
        return !exact() && this != ENUMERATION;
    }

    /** Returns whether it gives likelihoods, and not a bound of them. */
    public boolean exact() {
        return this == EXACT || ofSampler();
    }

    /** Returns whether it gives neither likelihoods nor bounds. */
    public boolean score() {
        return this == WEIGHTED_CROSS_ENTROPY;
    }

    /** Returns whether the likelihood is that of a sampler: of the model, drawn from in a certain way. */
    public boolean ofSampler() {
        return this == ORDER || this == ANY_ORDER;
    }

    /** Returns the name in result files. */
    public String id() {
        return Names.of(this);
    }

    /**
     * Returns this estimator, or the one that {@link #AUTO} stands for.
     *
     * @param size S, in tokens
     * @param timed whether the network sees the noise level
     */
    public Estimator resolve(ProcessSpec process, int size, boolean timed) {
        if (!process.kind().inBlocks()) {
            return EXACT;
        }
        if (this != AUTO) {
            return this;
        }
        if (process.exactAt(size)) {
            return EXACT;
        }
        if (process.countsMasks() && !timed) {
            return EXACT_COUNT;
        }
        boolean taughtOnNoise = size == 1 && process.sizes().isPresent();
        return process.kind().replaces() && taughtOnNoise ? PURE_NOISE : MONTE_CARLO;
    }

    /** Returns what is wrong with this estimator for a process; empty if nothing is. */
    public String misfit(ProcessSpec process, int size) {
        boolean blocks = process.kind().inBlocks();
        return switch (this) {
            case AUTO -> "";
            case EXACT -> process.exactAt(size) ? "" : "needs autoregression or masked blocks of 1";
            case ENUMERATION, ANY_ORDER ->
                process.enumerable() && size <= LARGEST_ENUMERATED
                        ? ""
                        : "needs masked blocks of at most " + LARGEST_ENUMERATED
                                + " with parameterization subs and without softMask";
            case EXACT_COUNT ->
                process.countsMasks()
                        ? ""
                        : "needs masked noise in continuous time, not parameterization mean, and without softMask, under"
                                + " which sets of as many masks are not equally likely";
            case WEIGHTED_CROSS_ENTROPY ->
                process.masksByToken()
                        ? ""
                        : "needs a softMask that depends on tokens: elsewhere it is the NELBO, see monte-carlo";
            case MONTE_CARLO -> !blocks ? "does not go with autoregression, which is exact" : "";
            case PURE_NOISE ->
                !blocks || size != 1 || process.kind() == ProcessKind.SPHERE
                        ? "needs noise on tokens in blocks of 1"
                        : process.masksByToken() ? "does not go with a softMask that depends on tokens" : "";
            case ORDER -> process.kind().replaces() || process.kind() == ProcessKind.SPHERE ? "needs masked noise" : "";
        };
    }
}
