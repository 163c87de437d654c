package dev.dlmbench.work;

import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sampler whose likelihood a node measures, in words. */
final class SamplerWords {
    private SamplerWords() {}

    /** Returns which sampler it is, such as {@code margin, 4 steps per block of 16}; nothing where it is of none. */
    static Optional<String> of(NodeSpec.Likelihood spec) {
        if (spec.likelihood().estimator() == Estimator.ANY_ORDER) {
            return Optional.of("random order, one token at a time, blocks of " + spec.blockSize());
        }
        return spec.sampler().map(sampler -> words(sampler, spec.blockSize()));
    }

    /** Returns which sampler leads through a code, such as {@code fixed-random 1, naive of 4 steps per block of 16}. */
    static String of(NodeSpec.Code spec) {
        return words(spec.sampling(), spec.blockSize());
    }

    private static String words(SamplingSpec sampler, int blockSize) {
        List<String> words = new ArrayList<>();
        if (blockSize <= 1) {
            words.add("token by token");
        } else {
            words.addAll(ordered(sampler, blockSize));
        }
        Proposal proposal = sampler.proposal();
        if (proposal.temperature() != 1) {
            words.add("temperature " + proposal.temperature());
        }
        if (sampler.arTokens() > 0) {
            words.add("the first " + sampler.arTokens() + " tokens one by one");
        }
        return String.join(", ", words);
    }

    private static List<String> ordered(SamplingSpec sampler, int blockSize) {
        List<String> words = new ArrayList<>();
        words.add(Selector.kinds().name(sampler.selector()) + setting(sampler.selector()));
        String plan = StepPlan.kinds().name(sampler.plan());
        words.add(
                sampler.plan().stepped()
                        ? plan + " of " + sampler.plan().stepsFor(blockSize) + " steps per block of " + blockSize
                        : plan + ", blocks of " + blockSize);
        return words;
    }

    private static String setting(Selector selector) {
        return selector instanceof ProposalRanking.Bounded bounded
                ? " " + bounded.bound()
                : selector instanceof PlaceOrder.Permutation given
                        ? " " + given.order()
                        : selector instanceof PlaceOrder.FixedRandom order ? " " + order.seed() : "";
    }
}
