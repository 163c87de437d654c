package dev.dlmbench.training;

import dev.dlmbench.results.TrainingStep;

/** Hears of every step. */
@FunctionalInterface
public interface TrainingProgress {
    /**
     * Called after a step.
     *
     * @param record what it showed
     * @param steps how many there will be
     * @param tokensPerSecond of this step, data tokens
     */
    void step(TrainingStep record, long steps, double tokensPerSecond);
}
