package dev.dlmbench.training;

import dev.dlmbench.base.Problems;

/**
 * How the variance of losses and gradients is measured.
 *
 * @param batches of the training's own size
 */
public record VarianceSpec(int batches) {

    /** Checks the settings. */
    public VarianceSpec {
        Problems.in("variance")
                .check(batches >= 2 && batches <= 100_000, "batches", "must be between 2 and 100000, got %d", batches)
                .rejectIfAny();
    }
}
