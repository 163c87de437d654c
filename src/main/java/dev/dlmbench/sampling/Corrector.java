package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * What remasks or renoises tokens that were drawn. Settings that have no meaning for a kind have their first value.
 *
 * @param kind of correction
 * @param strength of kind psi: kappa, the share of the ancestral step; of the other psi and the remdm kinds: eta
 * @param from time above which there is no correction, psi and remdm kinds
 * @param until time below which there is no correction, psi and remdm kinds
 * @param score of kind arpc: what marks a position as wrong
 * @param rule of kind arpc: how positions are chosen by their scores
 * @param warmup W, steps before the first correction, arpc
 * @param period G, steps from one correction to the next, arpc
 * @param rounds at most, self-correction
 * @param patience rounds without progress, self-correction
 * @param temperature of the proposals, self-correction
 */
public record Corrector(
        Kind kind,
        double strength,
        double from,
        double until,
        Score score,
        Rule rule,
        int warmup,
        int period,
        int rounds,
        int patience,
        double temperature) {

    /** No correction. */
    public static final Corrector NONE = of(Kind.NONE, 0);

    /** Kinds of correction. */
    public enum Kind {
        /** None. */
        NONE,
        /**
         * A step is ancestral with share kappa and else noise of the new time on the clean prediction (Psi-samplers,
         * arXiv 2602.21185).
         */
        PSI,
        /**
         * As psi, where a position that noise has left takes new noise with probability min(eta, most): ReMDM's rule
         * for any noise, with a share kappa of at least 0 (Psi-samplers).
         */
        PSI_CAP,
        /** As psi-cap, with probability eta times the most there can be (Psi-samplers). */
        PSI_RESCALE,
        /** Masks visible tokens with probability min(eta, most) (ReMDM, arXiv 2503.00307). */
        REMDM_CAP,
        /** Masks visible tokens with probability eta times the most there can be (ReMDM). */
        REMDM_RESCALE,
        /**
         * As rescale, spread over the visible tokens by how unsure they were (ReMDM); it alone changes what a position
         * is likely to be at a time.
         */
        REMDM_CONFIDENCE,
        /** Masks visible tokens with probability eta while the loop's alpha stays (ReMDM). */
        REMDM_LOOP,
        /** Replaces tokens of a finished block one by one by what the network holds for likelier (GIDD, 2503.04482). */
        SELF_CORRECTION,
        /**
         * Completes the block, gives the positions that look wrong back to noise, as many as the new time has noisy
         * ones (BlockGen, arXiv 2606.02241).
         */
        ARPC;

        /** Returns whether a reverse step is mixed with fresh noise. */
        public boolean mixes() {
            return this == PSI || hasEta();
        }

        /** Returns whether its strength is eta. */
        public boolean hasEta() {
            return this == PSI_CAP || this == PSI_RESCALE || ofMasks();
        }

        /** Returns whether it needs masks. */
        public boolean ofMasks() {
            return this == REMDM_CAP || this == REMDM_RESCALE || this == REMDM_CONFIDENCE || this == REMDM_LOOP;
        }
    }

    /** What marks a position of a complete candidate as wrong; larger is worse, and none is negative. */
    public enum Score {
        /** Minus the logarithm of its probability left to right. */
        NLL(true),
        /** How much more probable the best token would be left to right, in nats. */
        GAP(true),
        /** The entropy of the left-to-right prediction. */
        AR_ENTROPY(true),
        /** Divergence of the network's prediction from the left-to-right prediction. */
        KL(true),
        /** Divergence of the left-to-right prediction from the network's prediction. */
        REVERSE_KL(true),
        /** Total variation between the two. */
        TOTAL_VARIATION(true),
        /** The entropy of the network's prediction. */
        ENTROPY(false),
        /** 1 minus the network's largest probability. */
        CONFIDENCE(false),
        /** 1 minus the distance between the network's two largest probabilities. */
        MARGIN(false),
        /** A random number. */
        RANDOM(false);

        private final boolean verified;

        Score(boolean verified) {
            this.verified = verified;
        }

        /** Returns whether it takes a call of its own, which reads the candidate left to right. */
        public boolean verified() {
            return verified;
        }
    }

    /** How positions are chosen by their scores. */
    public enum Rule {
        /** The worst. */
        TOP,
        /** Drawn in proportion to the score, without replacement: a softer rule that seeks modes less. */
        PROPORTIONAL
    }

    /** Checks the settings. */
    public Corrector {
        Problems.in("sampling.corrector")
                .check(
                        strength >= 0 && strength <= 1,
                        kind == Kind.PSI ? "kappa" : "eta",
                        "must be between 0 and 1, got %s",
                        strength)
                .check(
                        until >= 0 && until <= from && from <= 1,
                        "window",
                        "must be two times between 0 and 1, the earlier first, got [%s, %s]",
                        until,
                        from)
                .check(warmup >= 0, "warmup", "must not be negative, got %d", warmup)
                .check(period >= 1, "period", "must be at least 1, got %d", period)
                .check(rounds >= 1 && rounds <= 1_000_000, "rounds", "must be between 1 and 1000000, got %d", rounds)
                .check(patience >= 1, "patience", "must be at least 1, got %d", patience)
                .check(
                        temperature > 0 && Double.isFinite(temperature),
                        "temperature",
                        "must be positive, got %s",
                        temperature)
                .rejectIfAny();
    }

    /** Returns a correction of some strength at all times, with the first value of everything else. */
    public static Corrector of(Kind kind, double strength) {
        return new Corrector(kind, strength, 1, 0, Score.NLL, Rule.TOP, 0, 1, 128, 32, 1);
    }

    /** Returns AR-informed predictor-corrector decoding at every step. */
    public static Corrector arpc(Score score, Rule rule) {
        return new Corrector(Kind.ARPC, 0, 1, 0, score, rule, 0, 1, 128, 32, 1);
    }

    /** Returns whether step {@code k} of {@code steps} completes the block and remasks what looks wrong. */
    boolean completes(int k, int steps) {
        return kind == Kind.ARPC && k < steps - 1 && k >= warmup && (k - warmup) % period == 0;
    }

    /**
     * Returns kappa, the ancestral step's share, between two alpha levels. Where tokens are masked again with a
     * probability beyond that of noise at the new time it is negative; the step's probabilities are not.
     *
     * @param time of the step
     * @param share of the correction that falls on the position; 1 where all positions are treated alike
     */
    double kappa(double time, double alpha, double before, double share) {
        if (!kind.mixes() || time > from || time <= until) {
            return 1;
        }
        if (kind == Kind.PSI) {
            return strength;
        }
        double most = Math.min(1, alpha <= 0 ? 1 : (1 - before) / alpha);
        double sigma =
                switch (kind) {
                    case REMDM_CAP, PSI_CAP -> Math.min(strength, most);
                    case REMDM_LOOP -> Math.abs(before - alpha) < 1e-12 ? Math.min(strength, most) : 0;
                    default -> strength * most * share;
                };
        double kappa = before >= 1 ? 1 : 1 - sigma / (1 - before);
        return kind.ofMasks() ? kappa : Math.max(0, kappa);
    }
}
