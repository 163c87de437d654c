package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Redraws positions of noisy blocks as {@link Gibbs} says, of rows side by side whose predictions are there. */
final class Redraws {
    private final BlockDiffusion process;
    private final Gibbs gibbs;
    private final boolean greedy;
    private final PendingDraws best; // the likeliest token, and by how much it is ahead of the next
    private final PendingDraws draws;
    private final ReverseStep reverse;

    Redraws(BlockDiffusion process, Gibbs gibbs, Proposal proposal) {
        this.process = process;
        this.gibbs = gibbs;
        this.greedy = proposal.greedy() == Proposal.Greedy.ALWAYS;
        this.best = new PendingDraws(process.tokens(), proposal, Measure.MARGIN);
        this.draws = new PendingDraws(process.tokens(), proposal, Measure.NONE);
        this.reverse = new ReverseStep(process, draws);
    }

    /** Redraws positions of rows that know the weights of their states ({@link StateWeights}). */
    void redraw(List<Row> rows, int k) {
        List<int[]> before = rows.stream().map(row -> row.state.clone()).toList();
        List<double[]> margins = gibbs.choice() == Gibbs.Choice.MARGIN
                ? margins(rows, k)
                : rows.stream().map(row -> new double[row.noisy(process)]).toList();
        List<PendingDraws.Ask> asked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int[] places = row.noisyPlaces(process);
            Move law = Gibbs.law(process, row.steps.time(k));
            for (int chosen : gibbs.choose(margins.get(i), row.random)) {
                reverse.take(row, places[chosen], law, greedy, asked);
            }
        }
        draws.answer();
        asked.forEach(PendingDraws.Ask::take);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).fresh = Arrays.equals(before.get(i), rows.get(i).state);
        }
    }

    /** Returns the margin of every noisy place of each row. */
    private List<double[]> margins(List<Row> rows, int k) {
        List<List<PendingDraws.Ask>> asked = rows.stream()
                .map(row -> Arrays.stream(row.noisyPlaces(process))
                        .mapToObj(place -> best.ask(row, place, true))
                        .toList())
                .toList();
        best.answer();
        return asked.stream()
                .map(asks -> asks.stream()
                        .mapToDouble(ask -> margin(ask, ask.row.steps.time(k)))
                        .toArray())
                .toList();
    }

    /** Returns the logarithm of how much likelier the present state is at a time than the likeliest other. */
    private double margin(PendingDraws.Ask best, double time) {
        int state = best.row.state[best.place];
        boolean ahead = best.token == state;
        double other = probability(ahead ? best.probability - best.measure : best.probability, time);
        if (state == process.tokens()) {
            return Math.log(process.masked(time)) - Math.log(other);
        }
        double own = probability(best.row.own[best.place], time);
        return Math.log(own) - Math.log(Math.max(other, process.masked(time)));
    }

    /** Returns the probability at a time of a token that the prediction gives some probability. */
    private double probability(double predicted, double time) {
        return process.alpha(time) * predicted + process.uniform(time) / process.tokens();
    }
}
