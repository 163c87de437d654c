package dev.dlmbench.process;

/**
 * What replaces tokens: at time t a token is itself with probability alpha, masked with probability {@link #masked},
 * and one of the K real tokens, each as likely as any other, with probability {@link #uniform}. The three add up to 1.
 * A new kind of noise is one small class.
 */
public interface Noise extends NoiseSchedule {

    /** Returns the probability at time {@code t} of a token drawn uniformly, which may be the clean one. */
    double uniform(double t);

    /** Returns the derivative of {@link #uniform}. */
    double uniformSlope(double t);

    /** Returns the probability at time {@code t} of the mask. */
    double masked(double t);

    /** Returns the derivative of {@link #masked}. */
    double maskedSlope(double t);

    /** Returns how far from both ends of time training stays at least, where the loss has no value. */
    double end();

    /** Returns B, by which the loss of a clean token is weighted relative to others (GIDD, arXiv 2503.04482, 4.2). */
    double factor();
}
