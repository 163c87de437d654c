package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Move;
import java.util.List;

/**
 * The reverse step of single positions.
 *
 * @param process whose step it is
 * @param draws where tokens are asked for
 */
record ReverseStep(BlockDiffusion process, PendingDraws draws) {

    /**
     * Returns the step of the noisy state at place {@code i}.
     *
     * @param kappa share of the reverse step; the rest is noise of the earlier time on the clean prediction
     */
    Move move(Row row, int i, double kappa, double time, double earlier) {
        double own = process.predictionMatters() ? row.own[i] : 0;
        return move(row.state[i], own, kappa, time, earlier);
    }

    /** Returns the step of a mask where the prediction does not matter. */
    Move ofMask(double kappa, double time, double earlier) {
        return move(process.tokens(), 0, kappa, time, earlier);
    }

    private Move move(int state, double own, double kappa, double time, double earlier) {
        Move ancestral = process.move(state, own, time, earlier);
        return kappa == 1 ? ancestral : corrected(ancestral, process.move(state, own, time, 0), kappa, earlier);
    }

    /** Returns the step of a state that noise has left. */
    Move ofVisible(double kappa, double earlier) {
        return kappa == 1 ? Move.STAY : corrected(Move.STAY, Move.STAY, kappa, earlier);
    }

    private Move corrected(Move ancestral, Move clean, double kappa, double earlier) {
        return ancestral.corrected(
                kappa, clean, process.alpha(earlier), process.uniform(earlier), process.masked(earlier));
    }

    /** Asks for the most probable token at place {@code i}, whose state says so much of itself. */
    void takeBest(Row row, int i, double evidence, List<PendingDraws.Ask> asked) {
        row.random.nextDouble(); // which every place takes, so that a sequence has the same numbers either way
        asked.add(draws.best(row, i, evidence));
    }

    /** Takes a step at place {@code i}, and asks for its token if one is to be drawn. */
    void take(Row row, int i, Move move, boolean greedy, List<PendingDraws.Ask> asked) {
        switch (move.choose(row.random.nextDouble())) {
            case DRAW -> asked.add(draws.ask(row, i, greedy));
            case UNIFORM -> {
                row.state[i] = row.random.nextInt(process.tokens());
                row.confidence[i] = 0;
            }
            case MASK -> row.state[i] = process.tokens();
            case KEEP -> {}
        }
    }
}
