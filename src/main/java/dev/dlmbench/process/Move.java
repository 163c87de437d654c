package dev.dlmbench.process;

/**
 * One reverse step of one position, as a choice to be made before any token is drawn: the law of the step is
 * {@code keep * [stay] + draw * prediction + uniform / K + mask * [mask]}. Deciding first and drawing only where
 * something changes has the same law as drawing from the whole distribution, costs less, and never asks a random number
 * to resolve a tiny probability.
 *
 * @param keep probability that the position stays as it is
 * @param draw probability that its token is drawn from the prediction
 * @param uniform probability that its token is drawn uniformly
 * @param mask probability that it is masked
 */
public record Move(double keep, double draw, double uniform, double mask) {

    /** What a position does. */
    public enum Choice {
        /** Stay. */
        KEEP,
        /** Draw from the prediction. */
        DRAW,
        /** Draw uniformly. */
        UNIFORM,
        /** Put the mask in its place. */
        MASK
    }

    /** Draws from the prediction. */
    public static final Move DRAW = new Move(0, 1, 0, 0);

    /** Stays. */
    public static final Move STAY = new Move(1, 0, 0, 0);

    /**
     * Returns this move with share {@code kappa}, and else the clean prediction noised anew to the new time: the
     * marginals of all times stay as they are (Psi-samplers, arXiv 2602.21185; for masks ReMDM, 2503.00307, with
     * probability {@code (1 - kappa) (1 - alpha)} of a visible token to be masked again).
     *
     * @param clean the move to time 0
     * @param alpha the level at the new time
     * @param otherwise probability at the new time of a token drawn uniformly
     * @param masked probability at the new time of the mask
     */
    public Move corrected(double kappa, Move clean, double alpha, double otherwise, double masked) {
        double kept = (1 - kappa) * alpha;
        return new Move(
                kappa * keep + kept * clean.keep,
                kappa * draw + kept * clean.draw,
                kappa * uniform + kept * clean.uniform + (1 - kappa) * otherwise,
                kappa * mask + kept * clean.mask + (1 - kappa) * masked);
    }

    /** Returns the choice that the uniform number {@code u} in [0, 1) stands for. */
    public Choice choose(double u) {
        if (u < keep) {
            return Choice.KEEP;
        }
        if (u < keep + uniform) {
            return Choice.UNIFORM;
        }
        return u < keep + uniform + mask ? Choice.MASK : Choice.DRAW;
    }
}
