package dev.dlmbench.sampling;

import java.util.Arrays;

/**
 * Corrects finished blocks (GIDD, arXiv 2503.04482, section 5.3): draws a token for every position, and puts the one of
 * those that differ of which the network is most confident. It ends when nothing differs, or when the share of
 * positions that hold the network's best token has not grown for a while.
 */
final class SelfCorrection {
    /** Time that the network is told. */
    static final double TIME = 0.01;

    private final Prediction prediction;
    private final int patience;
    private final double[] best; // share of positions that agreed at the best, by row
    private final int[] since; // rounds since then

    SelfCorrection(int tokens, Corrector corrector, int rows) {
        this.prediction = new Prediction(
                tokens,
                new Proposal(corrector.temperature(), 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER));
        this.patience = corrector.patience();
        this.best = new double[rows];
        this.since = new int[rows];
        Arrays.fill(best, -1);
    }

    /** Corrects at most one position of a row's block, and returns whether it is to go on. */
    boolean round(Row row, int place) {
        float[] logits = row.logits.values();
        int chosen = -1;
        int token = 0;
        double highest = -1;
        int agreeing = 0;
        int free = 0;
        for (int i = 0; i < row.state.length; i++) {
            if (!row.given[i]) {
                free++;
                prediction.read(logits, row.first + i);
                agreeing += prediction.best() == row.state[i] ? 1 : 0;
                int drawn = prediction.draw(row.random.nextDouble());
                if (drawn != row.state[i] && prediction.probability(drawn) > highest) {
                    chosen = i;
                    token = drawn;
                    highest = prediction.probability(drawn);
                }
            }
        }
        double share = (double) agreeing / free;
        since[place] = share > best[place] ? 0 : since[place] + 1;
        best[place] = Math.max(best[place], share);
        if (chosen < 0 || since[place] >= patience) {
            return false;
        }
        row.state[chosen] = token;
        row.confidence[chosen] = highest;
        return true;
    }
}
