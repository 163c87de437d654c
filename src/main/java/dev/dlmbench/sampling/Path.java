package dev.dlmbench.sampling;

/** A text that a sampler is led along: each token that it would draw is the text's, and its probability is kept. */
final class Path {
    private final int[] text;
    private double nats;

    Path(int[] text) {
        this.text = text.clone();
    }

    /** Returns the token at {@code position} of the text. */
    int token(int position) {
        return text[position];
    }

    /** Takes a step to a token that had this probability. */
    void step(double probability) {
        nats -= Math.log(probability);
    }

    /** Returns minus the logarithm of the probability of all steps so far. */
    double nats() {
        return nats;
    }
}
