package dev.dlmbench.evaluation;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.Companion;

/** Makes the models that samplers compute with besides the one that they draw from. */
public final class Companions {
    /** Candidates scored in one call. */
    private static final int SCORED_TOGETHER = 256;

    private Companions() {}

    /**
     * Returns an autoregressive model, or an energy, as a companion.
     *
     * @param window tokens that it was trained to see at once
     */
    public static Companion of(Denoiser model, int window) {
        return new Companion(
                model, window, model.energy().orElseGet(() -> new Evaluator(model, window, SCORED_TOGETHER)));
    }
}
