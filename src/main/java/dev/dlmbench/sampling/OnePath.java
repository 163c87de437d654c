package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.GenerativeProcess;

/**
 * Samplers that have one path to every text, through a process of which that can be said: each token is then drawn
 * once, in an order that the tokens before it decide, from a law that is known (DUEL, arXiv 2603.01367; ARDM,
 * 2110.02037, section 3.1).
 */
public final class OnePath {
    private OnePath() {}

    /**
     * Returns a sampler in the form in which it leads through a process. Where tokens are predicted one by one there is
     * nothing to choose, and all samplers of one proposal are the same.
     */
    public static SamplingSpec of(GenerativeProcess process, SamplingSpec sampler) {
        boolean oneByOne = process.match(next -> true, blocks -> blocks.blocks().size() == 1, sphere -> false);
        boolean plain = sampler.proposal().greedy() == Proposal.Greedy.NEVER
                && sampler.corrector() instanceof Corrector.None
                && !sampler.early().ever()
                && !sampler.joint().accompanied();
        return oneByOne && plain
                ? sampler.withArTokens(0).with(new StepPlan.Naive(1), new PlaceOrder.LeftToRight())
                : sampler;
    }

    /**
     * Returns why a text has no single path under a sampler in the form that {@link #of} gives it, in words; empty if
     * it has one.
     */
    public static String missing(GenerativeProcess process, SamplingSpec sampler) {
        String noise = process.match(
                next -> "", OnePath::noise, sphere -> "a walk over the sphere leads to a text on many paths");
        String order = process.match(next -> "", blocks -> order(blocks, sampler.selector()), sphere -> "");
        return noise.isEmpty() ? order.isEmpty() ? sampler.chance() : order : noise;
    }

    private static String order(BlockDiffusion process, Selector selector) {
        int size = process.blocks().size();
        return selector instanceof PlaceOrder.Permutation given && given.order().size() != size
                ? "selector permutation: its order has " + given.order().size() + " places, and a block " + size
                        + " tokens"
                : "";
    }

    private static String noise(BlockDiffusion process) {
        boolean single = process.blocks().size() == 1;
        return process.matchNoise(
                masked -> "",
                soft -> "",
                interpolating -> single
                        ? ""
                        : "noise that looks like tokens leads to a text on many paths; only blocks of one token have one,"
                                + " predicted from noise alone");
    }
}
