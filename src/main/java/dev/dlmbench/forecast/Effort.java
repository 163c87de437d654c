package dev.dlmbench.forecast;

import dev.dlmbench.process.Arithmetic.Amount;

/**
 * What a node takes, counted and not timed.
 *
 * @param group of nodes that one law holds for: a kind, and whether the exact source computes instead of a network
 * @param engine what a spec says of where it computes: a device, or {@code any} where no network is asked
 * @param threads of the processor that share the computation; 1 where that says nothing
 * @param starts of processes, or of the work itself in a process that is there
 * @param launches of a network's layer, the output counted as one, whatever the batch
 * @param amount of computation
 */
public record Effort(String group, String engine, int threads, double starts, double launches, Amount amount) {
    /** Work that no device has a part in. */
    static final String ANY = "any";

    /** Returns the terms of a cost law, in the order of {@link CostLaw#TERMS}. */
    double[] terms() {
        double shared = Math.pow(threads, CostLaw.SHARING);
        return new double[] {starts, launches, amount.elements() / shared, amount.multiplications() / shared};
    }
}
