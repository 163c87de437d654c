package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;

/**
 * The law of a place's clean token, what it holds taken into account: its state with some probability, else the
 * prediction, which leaves the state out. It is the reverse step to time 0.
 *
 * @param keep probability that the state is kept without a draw
 * @param own probability that the prediction gives the state
 */
record CleanLaw(double keep, double own) {
    /** The prediction alone: the state says nothing. */
    static final CleanLaw PREDICTED = new CleanLaw(0, 0);

    /**
     * Returns the law of a place of a row.
     *
     * @param own probabilities that the prediction gives the row's states, where they matter
     * @param alpha level of the row's block
     */
    static CleanLaw at(BlockDiffusion process, Row row, int i, double[] own, double alpha) {
        if (!process.predictionMatters() || row.state[i] == process.tokens()) {
            return PREDICTED;
        }
        return new CleanLaw(
                process.move(row.state[i], own[i], process.time(alpha), 0).keep(), own[i]);
    }

    /** Returns the probability of the state. */
    double ofState() {
        return keep + (1 - keep) * own;
    }

    /** Returns the probability of another token, which the prediction gives {@code predicted}. */
    double ofOther(double predicted) {
        return (1 - keep) * predicted;
    }

    /** Returns whether the state is the most probable token, where the prediction's is {@code best}. */
    boolean prefers(int state, int best, double predicted) {
        return state == best || ofState() >= ofOther(predicted);
    }

    /** Returns the entropy in nats, where that of the prediction is {@code predicted}. */
    double entropy(double predicted) {
        if (keep == 0) {
            return predicted;
        }
        double draw = 1 - keep;
        double others = predicted + plogp(own); // -sum p ln p over all tokens but the state
        return Math.max(0, draw * others - (1 - own) * plogp(draw) - plogp(ofState()));
    }

    private static double plogp(double p) {
        return p > 0 ? p * Math.log(p) : 0;
    }
}
