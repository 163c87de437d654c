package dev.dlmbench.text;

import java.util.HashMap;
import java.util.Map;

/** Statistics of token sequences. */
public final class TextStatistics {
    private TextStatistics() {}

    /** Returns the entropy, in nats, of the histogram of the tokens. */
    public static double unigramEntropy(int[] tokens) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int token : tokens) {
            counts.merge(token, 1, Integer::sum);
        }
        double entropy = 0;
        for (int count : counts.values()) {
            double share = (double) count / tokens.length;
            entropy -= share * Math.log(share);
        }
        return entropy;
    }
}
