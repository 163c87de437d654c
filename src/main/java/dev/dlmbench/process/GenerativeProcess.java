package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How text is corrupted and recovered inside a block, with K real tokens 0 to K - 1 and the mask id K. Blocks are
 * conditioned on the clean blocks before them, whatever the process; a process may have one block alone.
 */
public sealed interface GenerativeProcess permits Autoregressive, BlockDiffusion, SphereDiffusion {

    /** Returns K, the number of real tokens; the mask id is K. */
    int tokens();

    /** Returns which rows of the network see which when a sequence of {@code length} tokens is trained on or scored. */
    AttentionPattern pattern(int length);

    /**
     * Returns the inputs of one call that predicts every token that is not given from what is before it: tokens one by
     * one, or blocks of one token.
     *
     * @param clean (B, n)
     * @param random for what stands in place of the tokens
     */
    LossInputs leftToRight(int[][] clean, SplittableRandom random);

    /**
     * Returns the same process with the first tokens of every sequence given: they are clean context, are never
     * corrupted and have no loss. The NELBO is then one of minus ln p(the others | those that are given), as each
     * block's is one given what is clean: in the block that they lie in, the others alone are corrupted, in every way
     * that a block of their number would be.
     *
     * @param count how many
     */
    GenerativeProcess given(int count);

    /** Returns a network as the process reads it: with the logits that its reverse steps are made of. */
    default Denoiser reading(Denoiser network) {
        return network;
    }

    /**
     * Returns what the function for its form makes of it. Whatever depends on the form asks here, so that a process of
     * a new form is an error wherever nothing is said of it.
     *
     * @param nextToken for a process that predicts token after token
     * @param blocks for one that corrupts the positions of blocks
     * @param sphere for one whose positions are points of the hypersphere
     */
    <R> R match(
            Function<? super Autoregressive, ? extends R> nextToken,
            Function<? super BlockDiffusion, ? extends R> blocks,
            Function<? super SphereDiffusion, ? extends R> sphere);
}
