package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * How text is drawn from a trained model.
 *
 * @param stepsPerBlock T, denoising steps for each block (for the sequence, where that is one block); 0 stands for one
 *     step per token. Autoregression always takes one call per token
 * @param temperature that divides the logits
 * @param samples how many sequences to draw
 * @param batch how many sequences to draw side by side
 */
public record SamplingSpec(int stepsPerBlock, double temperature, int samples, int batch) {

    /** Checks the settings. */
    public SamplingSpec {
        Problems.in("sampling")
                .check(stepsPerBlock >= 0, "stepsPerBlock", "must be positive, got %d", stepsPerBlock)
                .check(
                        temperature > 0 && Double.isFinite(temperature),
                        "temperature",
                        "must be positive, got %s",
                        temperature)
                .check(samples >= 1 && samples <= 10_000_000, "samples", "must be at least 1, got %d", samples)
                .check(batch >= 1 && batch <= 100_000, "batch", "must be at least 1, got %d", batch)
                .rejectIfAny();
    }

    /** Returns the denoising steps for a block of {@code blockSize} tokens. */
    public int stepsFor(int blockSize) {
        return stepsPerBlock == 0 ? blockSize : stepsPerBlock;
    }
}
