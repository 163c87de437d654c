package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.List;

/**
 * Draws tokens for the places that an order puts first.
 *
 * @param process of the model
 * @param order that chooses
 * @param draws where tokens are asked for
 */
record OrderedPlaces(BlockDiffusion process, PlaceOrder order, PendingDraws draws) implements PlaceStep {
    @Override
    public boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided) {
        int[] noisy = row.noisyPlaces(process);
        int[] chosen = order.choose(noisy, Math.min(row.steps.counts()[k], noisy.length), row.random);
        for (int i : chosen) {
            decided.add(draws.ask(row, i, greedy));
        }
        return chosen.length > 0;
    }

    @Override
    public void decide(List<PendingDraws.Ask> decided) {
        // the order has decided beforehand
    }
}
