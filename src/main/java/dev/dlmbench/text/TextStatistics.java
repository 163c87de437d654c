package dev.dlmbench.text;

import java.util.HashMap;
import java.util.List;
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

    /**
     * Returns the shares of all adjacent pairs of K {@code tokens}, pooled over all texts and places, first by second.
     *
     * @param known tokens at the start of every text in which no pair ends, such as a prompt
     */
    public static double[][] pairs(List<int[]> texts, int tokens, int known) {
        double[][] shares = new double[tokens][tokens];
        long total = 0;
        for (int[] text : texts) {
            for (int i = Math.max(1, known); i < text.length; i++) {
                shares[text[i - 1]][text[i]]++;
                total++;
            }
        }
        for (double[] row : shares) {
            for (int v = 0; v < row.length; v++) {
                row[v] /= Math.max(1, total);
            }
        }
        return shares;
    }

    /** Returns the total variation between two distributions of pairs. */
    public static double variation(double[][] first, double[][] second) {
        double sum = 0;
        for (int a = 0; a < first.length; a++) {
            for (int b = 0; b < first[a].length; b++) {
                sum += Math.abs(first[a][b] - second[a][b]);
            }
        }
        return sum / 2;
    }
}
