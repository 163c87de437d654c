package dev.dlmbench.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What two sides got right of the same examples, and whether one gets more right (Q. McNemar, Psychometrika 12, 1947).
 *
 * <p>Only examples that one side alone gets right tell the sides apart; if both are as good, each of these falls to
 * either with the same chance. Examples have to be independent of each other, so the table is of one seed on each side:
 * those of several seeds on the same examples do not add up to one.
 *
 * @param both number of examples that both sides get right
 * @param left that only the left side does
 * @param right that only the right side does
 * @param neither that neither does
 */
public record McNemar(int both, int left, int right, int neither) {
    /** Checks that nothing is negative. */
    public McNemar {
        if (Math.min(Math.min(both, left), Math.min(right, neither)) < 0) {
            throw new IllegalArgumentException("numbers of examples are not negative");
        }
    }

    /**
     * Returns the table of what each side got right, example by example.
     *
     * @throws IllegalArgumentException if the sides differ in length
     */
    public static McNemar of(boolean[] left, boolean[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "pairs need as many examples on both sides, got " + left.length + " and " + right.length);
        }
        int[] table = new int[4];
        for (int i = 0; i < left.length; i++) {
            table[(left[i] ? 0 : 2) + (right[i] ? 0 : 1)]++;
        }
        return new McNemar(table[0], table[1], table[2], table[3]);
    }

    /**
     * Returns the two-sided p-value of the exact binomial test that both sides are as good. False alarms are never more
     * than what is allowed, and with few examples far fewer.
     */
    public double exact() {
        return left == right ? 1 : 2 * split().cumulativeProbability(Math.min(left, right));
    }

    /**
     * Returns the two-sided mid-p-value, which counts splits as uneven as the one seen by half (M. W. Fagerland, S.
     * Lydersen and P. Laake, BMC Med. Res. Methodol. 13:91, 2013). It finds more than the exact test; false alarms are
     * what is allowed on average, and may be slightly more.
     */
    public double midP() {
        double seen = split().probability(left);
        return exact() - (left == right ? seen / 2 : seen);
    }

    private BinomialDistribution split() {
        return BinomialDistribution.of(left + right, 0.5);
    }
}
