package dev.dlmbench.process;

/**
 * One reverse step of one position, as a choice to be made before any token is drawn: the law of the step is
 * {@code keep * [stay] + draw * guess + uniform / K + hide * [mask]}. Deciding first and drawing only where something
 * changes has the same law as drawing from the whole distribution, costs less, and never asks a random number to
 * resolve a tiny probability.
 *
 * @param keep probability that the position stays as it is
 * @param draw probability that its token is drawn from the guess
 * @param uniform probability that its token is drawn uniformly
 * @param hide probability that it is masked
 */
public record Move(double keep, double draw, double uniform, double hide) {

    /** What a position does. */
    public enum Choice {
        /** Stay. */
        KEEP,
        /** Draw from the guess. */
        DRAW,
        /** Draw uniformly. */
        UNIFORM,
        /** Put the mask in its place. */
        HIDE
    }

    /** Returns the choice that the uniform number {@code u} in [0, 1) stands for. */
    public Choice choose(double u) {
        if (u < keep) {
            return Choice.KEEP;
        }
        if (u < keep + uniform) {
            return Choice.UNIFORM;
        }
        return u < keep + uniform + hide ? Choice.HIDE : Choice.DRAW;
    }
}
