package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * When a block's steps are taken and how much each reveals.
 *
 * @param kind how
 * @param steps T, denoising steps for each block; 0 stands for one step per token. Kinds first-hitting and adaptive
 *     take as many as they need
 */
public record StepPlan(Kind kind, int steps) {
    /** ReMDM's loop goes on from this time (arXiv 2503.00307, appendix). */
    static final double LOOP_FROM = 0.55;

    /** ReMDM's loop ends at this time. */
    static final double LOOP_TO = 0.05;

    /** Alpha level that ReMDM's loop stays at. */
    static final double LOOP_SIGNAL = 0.9;

    /** How steps are laid out. */
    public enum Kind {
        /** Times from 1 to 0 in equal steps; by count, equal shares of what is open, the larger ones first. */
        GRID,
        /** Down to a alpha of 0.9, where the middle of the steps stays, and on to the end (ReMDM, loop). */
        LOOP,
        /** By count, the share of what is left that the time falls by, rounded down (Dream). */
        PROPORTIONAL,
        /** One token per call, at the times at which a continuous process would reveal it (arXiv 2409.02908). */
        FIRST_HITTING,
        /** Counts of equal size, whatever the losses (ARDM, arXiv 2110.02037). */
        NAIVE,
        /** Counts that cost least for the number of calls, by dynamic programming over measured losses (ARDM). */
        PLANNED,
        /** Goes on until nothing is left; the selector decides how much a call reveals. */
        ADAPTIVE;

        /** Returns whether the number of steps means anything. */
        public boolean stepped() {
            return this != FIRST_HITTING && this != ADAPTIVE;
        }
    }

    /** Checks the settings. */
    public StepPlan {
        Problems.in("sampling")
                .check(
                        steps >= 0 && steps <= 10_000_000,
                        "stepsPerBlock",
                        "must be positive and at most 10000000, got %d",
                        steps)
                .rejectIfAny();
    }

    /** Returns the denoising steps for a block of {@code size} tokens. */
    public int stepsFor(int size) {
        return steps == 0 ? size : steps;
    }
}
