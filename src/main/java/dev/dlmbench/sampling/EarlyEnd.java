package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * When a block is done before its last step: its most probable tokens have not changed for some predictions, and the
 * network is nearly certain of them. They are then what the block holds (the adaptive stopping of DiffusionGemma in the
 * transformers library: 1 prediction, 0.005 nats).
 *
 * @param steps predictions in a row, before the one that ends it, with the same most probable tokens; 0: no block ends
 *     early
 * @param entropy in nats, of which the mean over the block's places that are not given must be less
 */
public record EarlyEnd(int steps, double entropy) {

    /** The entropy that is published. */
    public static final double ENTROPY = 0.005;

    /** No block ends early. */
    public static final EarlyEnd NEVER = new EarlyEnd(0, ENTROPY);

    /** Checks the settings. */
    public EarlyEnd {
        Problems.in("sampling.early")
                .check(steps >= 0 && steps <= 1_000_000, "steps", "must be between 0 and 1000000, got %d", steps)
                .check(entropy > 0 && Double.isFinite(entropy), "entropy", "must be positive, got %s", entropy)
                .rejectIfAny();
    }

    /** Returns whether blocks may end early. */
    public boolean ever() {
        return steps > 0;
    }
}
