package dev.dlmbench.sampling;

import java.util.HashMap;
import java.util.Map;

/**
 * Corrects finished blocks (GIDD, arXiv 2503.04482, section 5.3): draws a token for every position, and puts the one of
 * those that differ of which the network is most confident. It ends when nothing differs, or when the share of
 * positions that hold the network's best token has not grown for a while.
 */
final class CorrectionRounds {
    /** Time that the network is told. */
    static final double TIME = 0.01;

    private final Prediction prediction;
    private final int patience;
    private final Map<Row, Progress> progress = new HashMap<>();

    /**
     * How far a row has come.
     *
     * @param best share of positions that agreed at the best
     * @param since rounds since then
     */
    private record Progress(double best, int since) {}

    CorrectionRounds(int tokens, Corrector.SelfCorrection corrector) {
        this.prediction = new Prediction(
                tokens,
                new Proposal(corrector.temperature(), 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER));
        this.patience = corrector.patience();
    }

    /** Corrects at most one position of a row's block, and returns whether it is to go on. */
    boolean round(Row row) {
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
        Progress before = progress.getOrDefault(row, new Progress(-1, 0));
        int since = share > before.best() ? 0 : before.since() + 1;
        progress.put(row, new Progress(Math.max(before.best(), share), since));
        if (chosen < 0 || since >= patience) {
            return false;
        }
        row.state[chosen] = token;
        row.confidence[chosen] = highest;
        return true;
    }
}
