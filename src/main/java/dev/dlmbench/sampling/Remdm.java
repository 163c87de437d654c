package dev.dlmbench.sampling;

/** A corrector that masks visible tokens again (ReMDM, arXiv 2503.00307). */
public sealed interface Remdm extends Mixing.OfStrength {

    @Override
    default boolean ofMasks() {
        return true;
    }

    /** Masks visible tokens with probability min(eta, most) (ReMDM). */
    record Cap(double eta, double from, double until) implements Remdm, Mixing.Windowed {

        /** Checks the settings. */
        public Cap {
            Kappas.check("eta", eta, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return Kappas.masking(Math.min(eta, Kappas.most(alpha, before)), before);
        }
    }

    /** Masks visible tokens with probability eta times the most there can be (ReMDM). */
    record Rescale(double eta, double from, double until) implements Remdm, Mixing.Windowed {

        /** Checks the settings. */
        public Rescale {
            Kappas.check("eta", eta, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return Kappas.masking(eta * Kappas.most(alpha, before) * share, before);
        }
    }

    /**
     * As rescale, spread over the visible tokens by how unsure they were (ReMDM); it alone changes what a position is
     * likely to be at a time.
     */
    record Confidence(double eta, double from, double until) implements Remdm, Mixing.Windowed {

        /** Checks the settings. */
        public Confidence {
            Kappas.check("eta", eta, from, until);
        }

        @Override
        public double within(double alpha, double before, double share) {
            return Kappas.masking(eta * Kappas.most(alpha, before) * share, before);
        }

        @Override
        public boolean spread() {
            return true;
        }
    }

    /** Masks visible tokens with probability eta while the loop's alpha stays (ReMDM); it goes with plan loop. */
    record Loop(double eta) implements Remdm, Mixing.Looped {

        /** Checks the setting. */
        public Loop {
            Kappas.check("eta", eta, 1, 0);
        }

        @Override
        public double within(double alpha, double before) {
            return Kappas.masking(Math.min(eta, Kappas.most(alpha, before)), before);
        }
    }
}
