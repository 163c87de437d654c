package dev.dlmbench.compression;

/**
 * A distribution over K tokens in whole numbers that add up to 2^{@value #BITS}, each at least 1, so that every token
 * has a code. A token of probability p gets at least the share p (1 - K / 2^{@value #BITS}): rounding costs less than
 * {@code log2(1 / (1 - K / 2^30))} bits a token, 7e-5 where K is 50,000. It is made of the probabilities by
 * multiplication and rounding alone, hence the same wherever they are the same numbers.
 */
public final class Frequencies {
    /** The logarithm of the total to base 2. */
    public static final int BITS = 30;

    /** The sum of all. */
    public static final int TOTAL = 1 << BITS;

    /** So many tokens can be told apart at most; a share of 1/256 of the total is then spent on having each counted. */
    private static final int MOST = TOTAL >>> 8;

    /** By so much the probabilities may miss 1. */
    private static final double TOLERANCE = 1e-6;

    private final int[] counts;

    /** Makes room for K {@code tokens}. */
    public Frequencies(int tokens) {
        if (tokens < 1 || tokens > MOST) {
            throw new IllegalArgumentException("there must be 1 to " + MOST + " tokens, not " + tokens);
        }
        this.counts = new int[tokens];
    }

    /**
     * Takes a distribution and returns this. What rounding leaves goes to the most probable token, the first of
     * several.
     *
     * @param law (K) probabilities
     * @throws IllegalArgumentException if they are none
     */
    public Frequencies of(double[] law) {
        double sum = 0;
        int left = TOTAL;
        int best = 0;
        for (int token = 0; token < counts.length; token++) {
            double probability = law[token];
            if (!(probability >= 0)) { // or no number
                throw new IllegalArgumentException("token " + token + " has the probability " + probability);
            }
            sum += probability;
            counts[token] = 1 + (int) (Math.min(1, probability) * (TOTAL - counts.length));
            left -= counts[token];
            best = probability > law[best] ? token : best;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("the probabilities add up to " + sum);
        }
        counts[best] += left;
        return this;
    }

    /** Returns how many of the total a token has. */
    public int count(int token) {
        return counts[token];
    }

    /** Returns how many of the total the tokens before one have. */
    public int start(int token) {
        int start = 0;
        for (int before = 0; before < token; before++) {
            start += counts[before];
        }
        return start;
    }

    /**
     * Returns the token that a number falls to.
     *
     * @param number from 0 to the total, which it is below
     */
    public int token(int number) {
        int left = number;
        int token = 0;
        while (left >= counts[token]) {
            left -= counts[token++];
        }
        return token;
    }
}
