package dev.dlmbench.process;

/**
 * Where guidance acts, by the noise that is left.
 *
 * @param least alpha from which on it acts
 * @param end alpha from which on it does not act any more
 */
public record GuidanceWindow(double least, double end) {
    /** It always acts. */
    public static final GuidanceWindow ALWAYS = new GuidanceWindow(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Returns whether guidance acts at an alpha level. */
    public boolean holds(double alpha) {
        return alpha >= least && alpha < end;
    }
}
