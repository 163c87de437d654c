package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Draws several candidates for the whole block and goes on with one of them, chosen in proportion to its importance
 * weight (EDLM, arXiv 2410.21357, section 3.4): among many it has the law of the proposal times e to the minus energy.
 * With one candidate nothing changes.
 *
 * @param energy by which candidates are weighed
 * @param candidates k, each scored by the companion
 * @param temperature that divides the log weights
 * @param from the time from which candidates are weighed, 1 being all noise; before it positions draw for themselves
 * @param until the time until which they are
 */
public record ImportanceResampling(Energy energy, int candidates, double temperature, double from, double until)
        implements JointProposal {

    /**
     * The energy of a candidate: what its weight is besides one over the probability with which it was proposed
     * (section 3.3). An autoregressive model of the clean text needs no training for it.
     */
    public enum Energy {
        /**
         * The model's probability of all tokens of the block: E is minus ln p(x0) plus ln of the proposal. What is
         * visible counts, too, since it depends on what is drawn before it.
         */
        AR,
        /** The model's probabilities of the masked tokens, each given all before it; visible ones count as certain. */
        CO_AR,
        /**
         * A network of its own, which weighs candidates against the proposal that they are drawn from and has learnt
         * that from the text by noise-contrastive estimation.
         */
        NCE;

        /** Returns whether weights are relative to the proposal already; if not, it is divided out of them. */
        public boolean relative() {
            return this == NCE;
        }

        /** Returns whether the weights of all candidates, times their proposals, add up to 1. */
        public boolean normalised() {
            return this == CO_AR;
        }
    }

    /** Checks the settings. */
    public ImportanceResampling {
        Problems.in("sampling.joint")
                .check(
                        candidates >= 1 && candidates <= 4096,
                        "candidates",
                        "must be between 1 and 4096, got %d",
                        candidates)
                .check(
                        temperature > 0 && Double.isFinite(temperature),
                        "temperature",
                        "must be positive, got %s",
                        temperature)
                .check(
                        until >= 0 && until <= from && from <= 1,
                        "window",
                        "must lie within [0, 1], got [%s, %s]",
                        until,
                        from)
                .rejectIfAny();
    }

    /** Returns whether candidates are weighed at a time. */
    boolean weighs(double time) {
        return time >= until && time <= from;
    }

    @Override
    public boolean ofEnergy() {
        return energy == Energy.NCE;
    }

    @Override
    public double expectedCalls(double steps, int tokens, boolean fromTheLeft) {
        return steps * candidates * (from - until);
    }

    @Override
    public <R> R match(
            Supplier<? extends R> independent,
            Function<? super ImportanceResampling, ? extends R> resampling,
            Function<? super Copula, ? extends R> copula) {
        return resampling.apply(this);
    }
}
