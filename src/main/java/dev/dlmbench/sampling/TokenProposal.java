package dev.dlmbench.sampling;

import java.util.SplittableRandom;

/**
 * Draws tokens from logits. Probabilities are normalised and cumulated in double precision and drawn by inversion:
 * single precision Gumbel noise would act like a lower temperature (Zheng et al., arXiv 2409.02908).
 *
 * @param tokens K; logits beyond the first K are not looked at
 * @param temperature that divides the logits
 */
record TokenProposal(int tokens, double temperature) {

    /**
     * Returns the probability of {@code token} under the K logits from {@code offset} on; that of the mask is its share
     * of all K + 1.
     */
    double probability(float[] logits, int offset, int token) {
        double highest = highest(logits, offset);
        double own = weight(logits, offset + token, highest);
        return own / (total(logits, offset, highest) + (token == tokens ? own : 0));
    }

    /** Returns a token drawn from the K logits from {@code offset} on. */
    int draw(float[] logits, int offset, SplittableRandom random) {
        double highest = highest(logits, offset);
        double left = random.nextDouble() * total(logits, offset, highest);
        int last = 0;
        for (int v = 0; v < tokens; v++) {
            double weight = weight(logits, offset + v, highest);
            if (weight > 0) {
                last = v;
                left -= weight;
                if (left < 0) {
                    return v;
                }
            }
        }
        return last;
    }

    private double weight(float[] logits, int at, double highest) {
        return Math.exp((logits[at] - highest) / temperature);
    }

    private double total(float[] logits, int offset, double highest) {
        double total = 0;
        for (int v = 0; v < tokens; v++) {
            total += weight(logits, offset + v, highest);
        }
        return total;
    }

    private double highest(float[] logits, int offset) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < tokens; v++) {
            highest = Math.max(highest, logits[offset + v]);
        }
        return highest;
    }
}
