package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A selector that has tokens proposed for all noisy positions, and takes the best of these proposals. On masks what is
 * taken stays. Where noise looks like tokens the places that it took are known to it: they are settled, and those that
 * it did not take are noised anew.
 */
public sealed interface ProposalRanking extends Selector permits ProposalRanking.Quota, ProposalRanking.Bounded {

    /** Returns what it has to know of each proposal's distribution, besides the proposal's own probability. */
    Measure measure();

    /** Returns whether it ranks by the distributions alone, and not by the tokens that are drawn from them. */
    default boolean ranksDistributions() {
        return measure() != Measure.NONE;
    }

    /**
     * Returns whether it ranks by the network's own distribution, neither tempered nor filtered, whatever tokens are
     * drawn from.
     */
    default boolean untempered() {
        return false;
    }

    /** Returns what it does at a later step with places that it took before. */
    default SettledPlaces settledPlaces() {
        return SettledPlaces.KEPT;
    }

    /** Returns whether another token, of so large a probability, replaces that of a settled place. */
    default boolean edits(double probability) {
        return false;
    }

    /**
     * Chooses among the proposals of a block.
     *
     * @param probabilities of the proposals
     * @param measures of their distributions, each as {@link #measure} asks for
     * @param count how many are due by the plan: what it says up to this step without what was taken before, at most as
     *     many as there are
     */
    int[] choose(double[] probabilities, double[] measures, int count, SplittableRandom random);

    @Override
    default boolean ofMasks() {
        return true;
    }

    @Override
    default <R> R match(
            Supplier<? extends R> ancestral,
            Function<? super PlaceOrder, ? extends R> order,
            Function<? super ProposalRanking, ? extends R> ranking) {
        return ranking.apply(this);
    }

    /** Takes so many as the plan says, those of the largest scores. */
    sealed interface Quota extends ProposalRanking {

        /** Returns the temperature: positions are drawn in proportion to exp(score / temperature); 0 takes the best. */
        double temperature();

        /** Returns the score of a proposal. */
        double score(double probability, double measure);

        @Override
        default boolean adaptive() {
            return false;
        }

        @Override
        default int[] choose(double[] probabilities, double[] measures, int count, SplittableRandom random) {
            double[] scores = new double[probabilities.length];
            Arrays.setAll(scores, i -> score(probabilities[i], measures[i]));
            return temperature() == 0
                    ? Selection.largest(scores, count)
                    : Selection.drawn(scores, temperature(), count, random);
        }

        @Override
        default String chance() {
            return temperature() == 0
                    ? byDrawn(ranksDistributions(), "max-probability")
                    : "its temperature draws positions";
        }

        private static void check(double temperature) {
            Problems.in("sampling.selector")
                    .check(temperature >= 0, "temperature", "must not be negative, got %s", temperature)
                    .rejectIfAny();
        }
    }

    /** Takes what a bound allows. */
    sealed interface Bounded extends ProposalRanking permits Adaptive, EntropyBound, BlockRefinement {

        /** Returns the bound. */
        double bound();
    }

    /** Takes all proposals that a bound on their probabilities allows, and the best in any case. */
    sealed interface Adaptive extends Bounded {

        /** Returns how many are taken of proposals whose probabilities fall. */
        int accepted(double[] falling);

        @Override
        default boolean adaptive() {
            return true;
        }

        @Override
        default int[] choose(double[] probabilities, double[] measures, int count, SplittableRandom random) {
            double[] ranked = ranksDistributions() ? measures : probabilities;
            int[] order = Selection.largest(ranked, ranked.length);
            double[] falling = Arrays.stream(order).mapToDouble(j -> ranked[j]).toArray();
            return Arrays.copyOf(order, accepted(falling));
        }

        private static void checkProbability(String kind, double bound) {
            Problems.in("sampling.selector")
                    .check(
                            bound > 0 && bound <= 1,
                            "bound",
                            "must be positive and at most 1 for %s, got %s",
                            kind,
                            bound)
                    .rejectIfAny();
        }

        private static void checkPositive(String kind, double bound) {
            Problems.in("sampling.selector")
                    .check(bound > 0, "bound", "must be positive for %s, got %s", kind, bound)
                    .rejectIfAny();
        }
    }

    /** Returns what chance decides where the drawn tokens are ranked, and what to take instead. */
    private static String byDrawn(boolean ranksDistributions, String instead) {
        return ranksDistributions
                ? ""
                : "it ranks by the tokens that are drawn; " + instead + " ranks by the likeliest";
    }

    /** Those with the most probable proposals (MaskGIT, LLaDA). */
    record Confidence(double temperature) implements Quota {

        /** Checks the setting. */
        public Confidence {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.NONE;
        }

        @Override
        public double score(double probability, double measure) {
            return probability;
        }
    }

    /**
     * Those whose proposals the network's own distribution finds the most probable, whatever temperature and filters
     * they were drawn under (LLaDA, arXiv 2502.09992, remasking of low confidence).
     */
    record LowConfidence(double temperature) implements Quota {

        /** Checks the setting. */
        public LowConfidence {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.NONE;
        }

        @Override
        public boolean untempered() {
            return true;
        }

        @Override
        public double score(double probability, double measure) {
            return probability;
        }
    }

    /** Those with the most probable likeliest tokens, whatever is drawn (DUEL, arXiv 2603.01367). */
    record MaxProbability(double temperature) implements Quota {

        /** Checks the setting. */
        public MaxProbability {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.MAXIMUM;
        }

        @Override
        public double score(double probability, double measure) {
            return measure;
        }
    }

    /**
     * Those whose proposals are the most frequent tokens of the training text, so that the important ones come last
     * (Masked-Diffuse LM, arXiv 2304.04746). The measure is the token's share of the text; a temperature is one of its
     * logarithm.
     */
    record Frequency(double temperature) implements Quota {

        /** Checks the setting. */
        public Frequency {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.NONE;
        }

        @Override
        public boolean ranksByShare() {
            return true;
        }

        @Override
        public double score(double probability, double measure) {
            return Math.log(measure);
        }
    }

    /** Those whose best token is furthest ahead of the next. */
    record Margin(double temperature) implements Quota {

        /** Checks the setting. */
        public Margin {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.MARGIN;
        }

        @Override
        public double score(double probability, double measure) {
            return measure;
        }
    }

    /** Those with the least entropy. */
    record Entropy(double temperature) implements Quota {

        /** Checks the setting. */
        public Entropy {
            Quota.check(temperature);
        }

        @Override
        public Measure measure() {
            return Measure.ENTROPY;
        }

        @Override
        public double score(double probability, double measure) {
            return -measure;
        }
    }

    /** All whose proposal has a probability of at least the bound, and the best in any case (Fast-dLLM). */
    record Threshold(double bound) implements Adaptive {

        /** Checks the setting. */
        public Threshold {
            Adaptive.checkProbability("threshold", bound);
        }

        @Override
        public Measure measure() {
            return Measure.NONE;
        }

        @Override
        public String chance() {
            return byDrawn(false, "max-threshold");
        }

        @Override
        public int accepted(double[] falling) {
            return Selection.threshold(falling, bound);
        }
    }

    /** As {@link Threshold}, by the probability of the likeliest token in place of the proposal's. */
    record MaxThreshold(double bound) implements Adaptive {

        /** Checks the setting. */
        public MaxThreshold {
            Adaptive.checkProbability("max-threshold", bound);
        }

        @Override
        public Measure measure() {
            return Measure.MAXIMUM;
        }

        @Override
        public String chance() {
            return "";
        }

        @Override
        public int accepted(double[] falling) {
            return Selection.threshold(falling, bound);
        }
    }

    /** The longest run of r best with (r + 1) (1 - probability of the last) below the bound (Fast-dLLM). */
    record Factor(double bound) implements Adaptive {

        /** Checks the setting. */
        public Factor {
            Adaptive.checkPositive("factor", bound);
        }

        @Override
        public Measure measure() {
            return Measure.NONE;
        }

        @Override
        public String chance() {
            return byDrawn(false, "max-factor");
        }

        @Override
        public int accepted(double[] falling) {
            return Selection.factor(falling, bound);
        }
    }

    /** As {@link Factor}, by the probabilities of the likeliest tokens in place of the proposals'. */
    record MaxFactor(double bound) implements Adaptive {

        /** Checks the setting. */
        public MaxFactor {
            Adaptive.checkPositive("max-factor", bound);
        }

        @Override
        public Measure measure() {
            return Measure.MAXIMUM;
        }

        @Override
        public String chance() {
            return "";
        }

        @Override
        public int accepted(double[] falling) {
            return Selection.factor(falling, bound);
        }
    }
}
