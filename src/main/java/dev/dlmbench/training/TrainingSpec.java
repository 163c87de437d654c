package dev.dlmbench.training;

import dev.dlmbench.base.Problems;

/**
 * How a model is trained.
 *
 * @param tokens to see in all; the number of steps is {@code tokens / (batch * sequence)}, rounded up
 * @param batch sequences per step
 * @param gradientAccumulation that a step's gradient is summed over, each with noise and a block size of its own
 * @param learningRate of AdamW after the warm-up
 * @param warmup steps of linear increase from 0
 * @param schedule after the warm-up
 * @param clip bound on the gradient's norm; 0 means none
 * @param ema decay of the averaged weights, which are the ones measured; 0 means none
 * @param weightDecay of AdamW
 * @param checkpointEvery steps between checkpoints; 0 means none until the end
 */
public record TrainingSpec(
        long tokens,
        int batch,
        int gradientAccumulation,
        double learningRate,
        int warmup,
        Schedule schedule,
        double clip,
        double ema,
        double weightDecay,
        int checkpointEvery) {

    private static final long MOST_TOKENS = 1_000_000_000_000_000L;

    /** The learning rate after the warm-up. */
    public enum Schedule {
        /** Stays. */
        CONSTANT,
        /** Falls to a tenth along half a cosine. */
        COSINE
    }

    /** What a training that starts from another model takes over of it. */
    public enum StartState {
        /** The weights that are measured; optimizer, average and steps begin anew. */
        WEIGHTS,
        /** All that a training has, so that it goes on where the other ended. */
        FULL
    }

    /** Checks the settings. */
    public TrainingSpec {
        Problems.in("training")
                .check(
                        tokens >= 1 && tokens <= MOST_TOKENS,
                        "tokens",
                        "must be positive and at most %d, got %d",
                        MOST_TOKENS,
                        tokens)
                .check(batch >= 1 && batch <= 1_000_000, "batch", "must be between 1 and 1000000, got %d", batch)
                .check(
                        gradientAccumulation >= 1 && batch % gradientAccumulation == 0,
                        "gradientAccumulation",
                        "must divide the batch of %d, got %d",
                        batch,
                        gradientAccumulation)
                .check(
                        learningRate > 0 && learningRate < 10,
                        "learningRate",
                        "must be positive and below 10, got %s",
                        learningRate)
                .check(warmup >= 0, "warmup", "must not be negative, got %d", warmup)
                .check(clip >= 0, "clip", "must not be negative, got %s", clip)
                .check(ema >= 0 && ema < 1, "ema", "must be in [0, 1), got %s", ema)
                .check(weightDecay >= 0, "weightDecay", "must not be negative, got %s", weightDecay)
                .check(checkpointEvery >= 0, "checkpointEvery", "must not be negative, got %d", checkpointEvery)
                .rejectIfAny();
    }

    /** Returns the number of steps for sequences of length {@code sequence}. */
    public long steps(int sequence) {
        long perStep = (long) batch * sequence;
        return (tokens + perStep - 1) / perStep;
    }
}
