package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Takes as many proposals as are due, the most probable first, and all others whose probability exceeds a bound; may
 * replace tokens that it took by others that are sure enough. Published as the block refinement of LLaDA 2 and
 * DiffusionGemma (the diffusers library, {@code BlockRefinementScheduler}; bound 0.95, no editing).
 *
 * @param bound a probability; 1 takes none beyond those that are due
 * @param editing probability above which another token replaces one that was taken; 0: none is replaced
 */
public record BlockRefinement(double bound, double editing) implements ProposalRanking.Bounded {

    /** Checks the settings. */
    public BlockRefinement {
        Problems.in("sampling.selector")
                .check(
                        bound > 0 && bound <= 1,
                        "bound",
                        "must be positive and at most 1 for block-refinement, got %s",
                        bound)
                .check(editing >= 0 && editing < 1, "editing", "must be at least 0 and below 1, got %s", editing)
                .rejectIfAny();
    }

    @Override
    public boolean ofMasks() {
        return false;
    }

    @Override
    public boolean adaptive() {
        return false;
    }

    @Override
    public String chance() {
        return "it ranks by the tokens that are drawn; max-probability ranks by the likeliest";
    }

    @Override
    public Measure measure() {
        return Measure.NONE;
    }

    @Override
    public SettledPlaces settledPlaces() {
        return editing > 0 ? SettledPlaces.EDITED : SettledPlaces.KEPT;
    }

    @Override
    public boolean edits(double probability) {
        return editing > 0 && probability > editing;
    }

    @Override
    public int[] choose(double[] probabilities, double[] measures, int count, SplittableRandom random) {
        int[] order = Selection.largest(probabilities, probabilities.length);
        int taken = count;
        while (taken < order.length && probabilities[order[taken]] > bound) {
            taken++;
        }
        return Arrays.copyOf(order, taken);
    }
}
