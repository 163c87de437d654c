package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Takes the proposals of least entropy, as long as the entropies of those taken before one sum up to no more than the
 * bound, and the first in any case. The sum bounds what the tokens of a step say about each other, in nats (entropy-
 * bounded unmasking, arXiv 2505.24857). Where noise looks like tokens every place is chosen from at every step, and the
 * last step takes all (DiffusionGemma's sampler).
 *
 * @param bound in nats
 */
public record EntropyBound(double bound) implements ProposalRanking.Bounded {

    /** Checks the setting. */
    public EntropyBound {
        Problems.in("sampling.selector")
                .check(
                        bound > 0 && Double.isFinite(bound),
                        "bound",
                        "must be positive for entropy-bound, got %s",
                        bound)
                .rejectIfAny();
    }

    @Override
    public boolean ofMasks() {
        return false;
    }

    @Override
    public boolean adaptive() {
        return true;
    }

    @Override
    public String chance() {
        return "";
    }

    @Override
    public Measure measure() {
        return Measure.ENTROPY;
    }

    @Override
    public boolean untempered() {
        return true;
    }

    @Override
    public SettledPlaces settledPlaces() {
        return SettledPlaces.CHOSEN_AGAIN;
    }

    @Override
    public int[] choose(double[] probabilities, double[] measures, int count, SplittableRandom random) {
        int[] order =
                Selection.largest(Arrays.stream(measures).map(each -> -each).toArray(), measures.length);
        int taken = 0;
        double before = 0;
        while (taken < order.length && (taken == 0 || before <= bound)) {
            before += measures[order[taken++]];
        }
        return Arrays.copyOf(order, taken);
    }
}
