package dev.dlmbench.control;

/** A law of the next token given all tokens before it. */
public interface NextTokenLaw {

    /**
     * Returns the probabilities of the K tokens at place {@code length}.
     *
     * @param text whose first {@code length} tokens are given; what is behind them is not looked at
     */
    double[] next(int[] text, int length);
}
