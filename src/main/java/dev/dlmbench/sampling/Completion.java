package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.ArrayList;
import java.util.List;

/** Completes blocks and gives back to noise what looks wrong in them, as {@link Arpc} says. */
final class Completion {
    private final BlockDiffusion process;
    private final Arpc arpc;
    private final boolean greedy;
    private final StateWeights weights;
    private final PendingDraws draws;
    private final ReverseStep reverse;
    private final Prediction own; // the network's prediction, tempered only
    private final Prediction leftToRight; // the left-to-right prediction, tempered only

    Completion(BlockDiffusion process, Arpc arpc, Proposal proposal) {
        this.process = process;
        this.arpc = arpc;
        this.greedy = proposal.greedy() == Proposal.Greedy.ALWAYS;
        this.weights = new StateWeights(process, proposal);
        this.draws = new PendingDraws(process.tokens(), proposal, Measure.NONE);
        this.reverse = new ReverseStep(process, draws);
        this.own = new Prediction(process.tokens(), proposal.unfiltered());
        this.leftToRight = new Prediction(process.tokens(), proposal.unfiltered());
    }

    /** Returns whether step {@code k} of a row completes its block. */
    boolean completes(Row row, int k) {
        return arpc.completes(k, row.steps.count());
    }

    /** Returns whether a completed block has to be read left to right. */
    boolean verified() {
        return arpc.score().verified();
    }

    /** Draws the whole block of every row clean from the prediction. */
    void complete(List<Row> rows, int k) {
        weights.weigh(rows);
        List<PendingDraws.Ask> asked = new ArrayList<>();
        for (Row row : rows) {
            double time = row.steps.times()[k];
            for (int i : row.noisyPlaces(process)) {
                reverse.take(row, i, reverse.move(row, i, 1, time, 0), greedy, asked);
            }
        }
        draws.answer();
        asked.forEach(PendingDraws.Ask::take);
    }

    /**
     * Gives as many positions back to noise as the new time has noisy ones: {@code max(1, round((1 - alpha) S))}.
     *
     * @param before the state that the prediction is of
     * @param read left-to-right predictions of the whole batch, where the score needs them
     * @param first of them that is the row's own
     */
    void remask(Row row, int[] before, int k, float[] read, int first) {
        double earlier = row.steps.times()[k + 1];
        int size = row.state.length;
        int count = (int) Math.max(1, Math.rint((1 - process.alpha(earlier)) * size));
        int[] free = new int[size];
        int many = 0;
        for (int i = 0; i < size; i++) {
            if (!row.given[i]) {
                free[many++] = i;
            }
        }
        double[] scores = new double[many];
        for (int j = 0; j < many; j++) {
            scores[j] = score(row, before, free[j], read, first + free[j]);
        }
        for (int j : arpc.rule().choose(scores, Math.min(count, many), row.random)) {
            row.state[free[j]] = process.prior(row.random);
            row.confidence[free[j]] = 0;
        }
    }

    private double score(Row row, int[] before, int i, float[] read, int at) {
        Arpc.Score score = arpc.score();
        if (score.verified()) {
            leftToRight.read(read, at);
        }
        if (score.reads()) {
            boolean decoded = !process.noisy(before[i]);
            if (decoded) {
                own.certain(before[i]);
            } else {
                own.read(row.logits.values(), row.first + i);
            }
        }
        return score.of(new Arpc.Reading(own, leftToRight, row.state[i], row.random));
    }
}
