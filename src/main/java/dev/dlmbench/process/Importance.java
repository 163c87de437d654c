package dev.dlmbench.process;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What makes a token important, so that it is masked early (Masked-Diffuse LM, arXiv 2304.04746, which goes by the last
 * and noises embeddings). Only the order counts.
 */
public enum Importance {
    /** How far behind in its block a place is, whatever token it has. */
    POSITION,
    /** How rare a token is in the training text. */
    FREQUENCY,
    /** A token's term {@code -p ln p} of the entropy of the training text's tokens. */
    ENTROPY,
    /**
     * How often the block has the token, times how few blocks have it. Of blocks of independent tokens, a share
     * {@code 1 - (1 - p)^S} has a token of frequency p.
     */
    TF_IDF,
    /** That, and the term of the entropy, each divided by its sum over the block: the paper's own. */
    RELEVANCE;

    /** Returns whether it is known without the token, so that a mask says nothing of the token behind it. */
    public boolean ofPlaces() {
        return this == POSITION;
    }

    /** Returns whether a token has the same in every block. */
    public boolean ofTokens() {
        return this == FREQUENCY || this == ENTROPY;
    }

    /**
     * Returns the importance of a block's tokens, or of tokens as a block has them on average.
     *
     * @param often how many of the block's tokens are the same as each
     * @param sums what to divide relevance and entropy by
     * @param p the frequency of each
     */
    double[] of(double[] often, double[] sums, double[] p, int size) {
        double[] importance = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            importance[i] = switch (this) {
                case POSITION -> i;
                case FREQUENCY -> -p[i];
                case ENTROPY -> entropy(p[i]);
                case TF_IDF -> relevance(often[i], p[i], size);
                case RELEVANCE -> share(relevance(often[i], p[i], size), sums[0]) + share(entropy(p[i]), sums[1]);
            };
        }
        return importance;
    }

    static double entropy(double p) {
        return -p * Math.log(p);
    }

    /** Returns the product of tf and idf: above 0 even where a block that lacks the token is all but impossible. */
    static double relevance(double often, double p, int size) {
        double lackIt = Math.exp(size * Math.log1p(-p));
        return often / size * -Math.log1p(-lackIt);
    }

    /** Returns a part over its sum; nothing of a sum that is nothing, as where a text has one token alone. */
    private static double share(double part, double sum) {
        return sum == 0 ? 0 : part / sum;
    }

    /** Returns the share of blocks of independent tokens that have one of frequency p. */
    static double haveIt(double p, int size) {
        return -Math.expm1(size * Math.log1p(-Math.min(p, 1 - 1e-12)));
    }

    /**
     * Returns which share of all is less important than each, half of what is as important included: numbers in (0, 1)
     * whose mean is 1/2.
     *
     * @param mass of each; they add up to 1
     */
    static double[] shares(double[] importance, double[] mass) {
        Integer[] order = IntStream.range(0, mass.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> importance[i]));
        double[] shares = new double[mass.length];
        double below = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double alike = 0;
            while (to < order.length && Double.compare(importance[order[to]], importance[order[from]]) == 0) {
                alike += mass[order[to++]];
            }
            for (int i = from; i < to; i++) {
                shares[order[i]] = below + alike / 2;
            }
            below += alike;
            from = to;
        }
        return shares;
    }
}
