package dev.dlmbench.sampling;

/**
 * Where the tokens of a sequence come from that a sampler is led through, in place of its draws: a code, for one. The
 * sampler chooses positions by itself and asks for their tokens one by one.
 */
@FunctionalInterface
public interface TokenChoice {

    /**
     * Returns the token at a position, which is settled by now.
     *
     * @param position in the sequence
     * @param law (K) probabilities of the tokens there, as the sampler would draw from them; to be read during the call
     *     only
     */
    int token(int position, double[] law);
}
