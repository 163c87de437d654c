package dev.dlmbench.sampling;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Draws the tokens of a step from left to right by an autoregressive model whose marginals are moved towards those of
 * the diffusion model (discrete copula diffusion, arXiv 2410.01949): logits of the one, plus ln of the diffusion
 * model's prediction given all that is visible, minus ln of its prediction given what is visible before a position. The
 * dependence between positions is then the autoregressive model's, since what is added to logits leaves odds ratios as
 * they are. Where nothing is before a position, it draws from the diffusion model's prediction.
 */
public record Copula() implements JointProposal {
    /** Probabilities count as at least so much. */
    static final double LEAST = 1e-16;

    @Override
    public double expectedCalls(double steps, int tokens, boolean fromTheLeft) {
        return fromTheLeft
                ? steps + tokens
                : steps * (1 + tokens); // or fewer: nothing behind the last that is revealed
    }

    @Override
    public <R> R match(
            Supplier<? extends R> independent,
            Function<? super ImportanceResampling, ? extends R> resampling,
            Function<? super Copula, ? extends R> copula) {
        return copula.apply(this);
    }
}
