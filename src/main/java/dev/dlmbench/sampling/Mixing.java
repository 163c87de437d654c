package dev.dlmbench.sampling;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A corrector that takes only a share kappa of the reverse step, and else noise of the new time on the clean
 * prediction; what a position is likely to be at each time stays as it is (Psi-samplers, arXiv 2602.21185; ReMDM,
 * 2503.00307).
 */
public sealed interface Mixing extends Corrector {

    /**
     * Returns kappa, the reverse step's share, between two alpha levels. Where tokens are masked again with a
     * probability beyond that of noise at the new time it is negative; the step's probabilities are not.
     *
     * @param time of the step
     * @param alpha at that time
     * @param before alpha at the earlier time that the step goes to
     * @param share of the correction that falls on the position; 1 where all positions are treated alike
     */
    double kappa(double time, double alpha, double before, double share);

    /** Returns whether the correction is spread over the visible tokens, by how unsure they were when drawn. */
    default boolean spread() {
        return false;
    }

    @Override
    default boolean remasks() {
        return true;
    }

    @Override
    default double expectedCalls(double steps) {
        return steps;
    }

    @Override
    default <R> R match(
            Supplier<? extends R> none,
            Function<? super Mixing, ? extends R> mixing,
            Function<? super Arpc, ? extends R> completing,
            Function<? super Gibbs, ? extends R> redrawing,
            Function<? super SelfCorrection, ? extends R> finishing) {
        return mixing.apply(this);
    }

    /** Makes a corrector of its strength, and of where its window begins and ends. */
    @FunctionalInterface
    interface Maker {
        /** Makes one. */
        Corrector make(double strength, double from, double until);
    }

    /** Corrects within a window of times. */
    sealed interface Windowed extends Mixing
            permits Psi, PsiCap, PsiRescale, Remdm.Cap, Remdm.Rescale, Remdm.Confidence {

        /** Returns the time above which there is no correction. */
        double from();

        /** Returns the time at and below which there is no correction. */
        double until();

        /** Returns kappa within the window. */
        double within(double alpha, double before, double share);

        @Override
        default double kappa(double time, double alpha, double before, double share) {
            return time > from() || time <= until() ? 1 : within(alpha, before, share);
        }
    }

    /** Corrects while the loop's alpha stays as it is; it goes with plan loop. */
    sealed interface Looped extends OfStrength permits PsiLoop, Remdm.Loop {
        @Override
        default double kappa(double time, double alpha, double before, double share) {
            return Math.abs(before - alpha) < 1e-12 ? within(alpha, before) : 1;
        }

        /** Returns kappa while alpha stays. */
        double within(double alpha, double before);
    }

    /** Corrects with a strength eta. */
    sealed interface OfStrength extends Mixing permits PsiCap, PsiRescale, Looped, Remdm {

        /** Returns the probability of a visible token to be masked, or drawn, again, or its share of the largest. */
        double eta();
    }

    /**
     * A step is ancestral with share kappa and else noise of the new time on the clean prediction (Psi-samplers).
     *
     * @param kappa share of the ancestral step
     * @param from time above which there is no correction
     * @param until time below which there is no correction
     */
    record Psi(double kappa, double from, double until) implements Windowed {

        /** Checks the settings. */
        public Psi {
            Kappas.check("kappa", kappa, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return kappa;
        }

        @Override
        public boolean ofMasks() {
            return false;
        }
    }

    /**
     * As psi, where a position that noise has left takes new noise with probability min(eta, most): ReMDM's rule for
     * any noise, with a share kappa of at least 0 (Psi-samplers).
     */
    record PsiCap(double eta, double from, double until) implements Windowed, OfStrength {

        /** Checks the settings. */
        public PsiCap {
            Kappas.check("eta", eta, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return Math.max(0, Kappas.masking(Math.min(eta, Kappas.most(alpha, before)), before));
        }

        @Override
        public boolean ofMasks() {
            return false;
        }
    }

    /** As psi-cap, with probability eta times the most there can be (Psi-samplers). */
    record PsiRescale(double eta, double from, double until) implements Windowed, OfStrength {

        /** Checks the settings. */
        public PsiRescale {
            Kappas.check("eta", eta, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return Math.max(0, Kappas.masking(eta * Kappas.most(alpha, before) * share, before));
        }

        @Override
        public boolean ofMasks() {
            return false;
        }
    }

    /**
     * As psi, where a position takes new noise with probability eta while the loop's alpha stays: ReMDM's loop for any
     * noise, with a share kappa of at least 0 (Psi-samplers).
     */
    record PsiLoop(double eta) implements Looped {

        /** Checks the setting. */
        public PsiLoop {
            Kappas.check("eta", eta, 1, 0);
        }

        @Override
        public double within(double alpha, double before) {
            return Math.max(0, Kappas.masking(eta, before));
        }

        @Override
        public boolean ofMasks() {
            return false;
        }
    }
}
