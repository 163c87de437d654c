package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Has rows know what the network gives the present state of each of their noisy places, where that matters. */
final class StateWeights {
    private final BlockDiffusion process;
    private final Proposal proposal;
    private final Prediction prediction;
    private final boolean untempered;

    StateWeights(BlockDiffusion process, Proposal proposal) {
        this(process, proposal, false);
    }

    private StateWeights(BlockDiffusion process, Proposal proposal, boolean untempered) {
        this.process = process;
        this.proposal = proposal;
        this.prediction = new Prediction(process.tokens(), proposal);
        this.untempered = untempered;
    }

    /** Returns those of the network's own distribution, which rows keep beside the others. */
    static StateWeights untempered(BlockDiffusion process) {
        return new StateWeights(process, Proposal.PLAIN, true);
    }

    /** Writes the probabilities into the rows. */
    void weigh(List<Row> rows) {
        if (!process.predictionMatters()) {
            return;
        }
        rows.forEach(this::forget);
        rows.stream().collect(Collectors.groupingBy(row -> row.logits)).forEach((logits, its) -> {
            int places = its.stream().mapToInt(row -> row.noisy(process)).sum();
            if (logits instanceof HeldLogits held && held.pays(places)) {
                weighThere(its, held);
            } else {
                its.forEach(this::weighHere);
            }
        });
    }

    private void forget(Row row) {
        double[] none = new double[row.state.length];
        if (untempered) {
            row.ownUntempered = none;
        } else {
            row.own = none;
        }
    }

    private double[] of(Row row) {
        return untempered ? row.ownUntempered : row.own;
    }

    private void weighHere(Row row) {
        for (int i : row.noisyPlaces(process)) {
            of(row)[i] = own(row.logits.values(), row.first + i, row.state[i]);
        }
    }

    /** Returns the probability that a row of logits gives a state. */
    private double own(float[] logits, int at, int state) {
        return state == process.tokens()
                ? prediction.maskShare(logits, at)
                : prediction.read(logits, at).probability(state);
    }

    private void weighThere(List<Row> rows, HeldLogits logits) {
        IntStream.Builder places = IntStream.builder();
        IntStream.Builder states = IntStream.builder();
        for (Row row : rows) {
            for (int i : row.noisyPlaces(process)) {
                places.add(row.first + i);
                states.add(row.state[i]);
            }
        }
        double[] probabilities = logits.probabilities(
                proposal.distribution(),
                places.build().toArray(),
                states.build().toArray());
        int next = 0;
        for (Row row : rows) {
            for (int i : row.noisyPlaces(process)) {
                of(row)[i] = probabilities[next++];
            }
        }
    }
}
