package dev.dlmbench.sampling;

/** A text that a sampler is led along: each token that it would draw is the text's, and its probability is kept. */
final class Path {
    private final int[] text;
    private double nats;
    private int steps;

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
        steps++;
    }

    /**
     * Returns minus the logarithm of the probability of the whole text.
     *
     * @param given tokens at its start that are given
     * @throws IllegalStateException unless one step was taken for each of the others
     */
    double nats(int given) {
        if (steps != text.length - given) {
            throw new IllegalStateException("the sampler drew " + steps + " tokens of a text of " + text.length
                    + ", of which " + given + " are given");
        }
        return nats;
    }
}
