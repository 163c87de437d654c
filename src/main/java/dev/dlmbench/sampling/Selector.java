package dev.dlmbench.sampling;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which positions a step changes: every one for itself, or so many that are chosen, either before or after tokens are
 * proposed for them.
 */
public sealed interface Selector permits Selector.Ancestral, PlaceOrder, ProposalRanking {

    /** Every position for itself, with the probability of the reverse process. */
    record Ancestral() implements Selector {
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
            return "every position moves by chance";
        }

        @Override
        public <R> R match(
                Supplier<? extends R> ancestral,
                Function<? super PlaceOrder, ? extends R> order,
                Function<? super ProposalRanking, ? extends R> ranking) {
            return ancestral.get();
        }
    }

    /** Returns the kinds, by their names. */
    static Kinds<Selector> kinds() {
        return new Kinds<Selector>()
                .with("ancestral", Ancestral.class, s -> new Ancestral())
                .with("random", PlaceOrder.RandomOrder.class, s -> new PlaceOrder.RandomOrder())
                .with(
                        "confidence",
                        ProposalRanking.Confidence.class,
                        s -> new ProposalRanking.Confidence(s.number("temperature")))
                .with(
                        "max-probability",
                        ProposalRanking.MaxProbability.class,
                        s -> new ProposalRanking.MaxProbability(s.number("temperature")))
                .with("margin", ProposalRanking.Margin.class, s -> new ProposalRanking.Margin(s.number("temperature")))
                .with(
                        "entropy",
                        ProposalRanking.Entropy.class,
                        s -> new ProposalRanking.Entropy(s.number("temperature")))
                .with(
                        "threshold",
                        ProposalRanking.Threshold.class,
                        s -> new ProposalRanking.Threshold(s.number("bound")))
                .with("factor", ProposalRanking.Factor.class, s -> new ProposalRanking.Factor(s.number("bound")))
                .with(
                        "max-threshold",
                        ProposalRanking.MaxThreshold.class,
                        s -> new ProposalRanking.MaxThreshold(s.number("bound")))
                .with(
                        "max-factor",
                        ProposalRanking.MaxFactor.class,
                        s -> new ProposalRanking.MaxFactor(s.number("bound")))
                .with(
                        "low-confidence",
                        ProposalRanking.LowConfidence.class,
                        s -> new ProposalRanking.LowConfidence(s.number("temperature")))
                .with(
                        "frequency",
                        ProposalRanking.Frequency.class,
                        s -> new ProposalRanking.Frequency(s.number("temperature")))
                .with("entropy-bound", EntropyBound.class, s -> new EntropyBound(s.number("bound")))
                .with(
                        "block-refinement",
                        BlockRefinement.class,
                        s -> new BlockRefinement(s.number("bound"), s.number("editing")))
                .with("left-to-right", PlaceOrder.LeftToRight.class, s -> new PlaceOrder.LeftToRight())
                .with("fixed-random", PlaceOrder.FixedRandom.class, s -> new PlaceOrder.FixedRandom(s.integer("seed")))
                .with(
                        "permutation",
                        PlaceOrder.Permutation.class,
                        s -> new PlaceOrder.Permutation(s.integers("order")));
    }

    /** Returns whether it needs masks: only they are revealed one by one. */
    boolean ofMasks();

    /** Returns whether it looks at how much of the training text each token is. */
    default boolean ranksByShare() {
        return false;
    }

    /** Returns whether it decides itself how many positions a step changes. */
    boolean adaptive();

    /**
     * Returns what keeps the positions of a step from being known before any of its tokens is drawn, in words; empty if
     * nothing does. Then every text has one path, whose probability is the text's (DUEL, arXiv 2603.01367).
     */
    String chance();

    /** Returns what the function for its form makes of it. */
    <R> R match(
            Supplier<? extends R> ancestral,
            Function<? super PlaceOrder, ? extends R> order,
            Function<? super ProposalRanking, ? extends R> ranking);
}
