package dev.dlmbench.process;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.StandardNetwork;
import dev.dlmbench.base.Problems;

/**
 * What training minimises and how it corrupts a batch.
 *
 * @param loss and its weights
 * @param times what shares a time
 * @param clip the interval of mask rates that training draws from; see {@link Window}
 * @param rejectCounts whether a block is masked anew until its share of masked tokens lies in the interval (BD3-LM's
 *     recipe)
 * @param auxiliary weight of the plain cross-entropy of masked tokens, on top of the loss (ARDM, arXiv 2110.02037)
 * @param search of the interval while training
 * @param scheduledSampling probability, at the end of a training, of a sequence to be noised from the model's own
 *     prediction; it rises linearly from the first step on; see {@link ScheduledSampling}
 * @param coupledSampling probability of a sequence whose given thoughts do not all stay clean; see
 *     {@link CoupledSampling}
 */
public record ObjectiveSpec(
        TrainingLoss loss,
        Sharing times,
        Window clip,
        boolean rejectCounts,
        double auxiliary,
        Search search,
        double scheduledSampling,
        double coupledSampling) {
    /** The NELBO, at one time per block, over all rates. */
    public static final ObjectiveSpec NELBO =
            new ObjectiveSpec(TrainingLoss.NELBO, Sharing.BLOCK, Window.FULL, false, 0, Search.NONE);

    /** What shares a time, or what takes its place. */
    public enum Sharing {
        /** Every block has its own time (BD3-LM). */
        BLOCK,
        /** All blocks of a sequence share one (BlockGen). */
        SEQUENCE,
        /** Instead of a time every block has a number of masked tokens, drawn from 1 to S (ARDM). */
        COUNT
    }

    /**
     * The search for the interval of mask rates in which the loss varies least (BD3-LM, arXiv 2503.09573, section 5.3).
     *
     * @param every how many steps; 0 means never
     * @param batches that each candidate is measured on
     */
    public record Search(int every, int batches) {
        /** No search. */
        public static final Search NONE = new Search(0, 0);
    }

    /** Checks the settings. */
    public ObjectiveSpec {
        boolean ordered = clip.low() >= 0 && clip.low() <= clip.high() && clip.high() <= 1;
        Problems.in("objective")
                .check(ordered, "clip", "must be two rates in rising order from 0 to 1, got %s", clip)
                .check(
                        !clip.equals(Window.FULL) || !rejectCounts || search.every() > 0,
                        "rejectCounts",
                        "needs objective.clip or a search for it, got %s",
                        rejectCounts)
                .check(auxiliary >= 0 && auxiliary <= 1, "auxiliary", "must be between 0 and 1, got %s", auxiliary)
                .check(
                        scheduledSampling >= 0 && scheduledSampling <= 1,
                        "scheduledSampling",
                        "must be between 0 and 1, got %s",
                        scheduledSampling)
                .check(
                        coupledSampling >= 0 && coupledSampling <= 1,
                        "coupledSampling",
                        "must be between 0 and 1, got %s",
                        coupledSampling)
                .check(search.every() >= 0, "search.every", "must not be negative, got %d", search.every())
                .check(
                        search.every() == 0 || search.batches() >= 1,
                        "search.batches",
                        "must be at least 1, got %d",
                        search.batches())
                .rejectIfAny();
    }

    /** Creates settings that show clean tokens only. */
    public ObjectiveSpec(
            TrainingLoss loss, Sharing times, Window clip, boolean rejectCounts, double auxiliary, Search search) {
        this(loss, times, clip, rejectCounts, auxiliary, search, 0, 0);
    }

    /** Returns the network that is trained, for the shape of a suite: one that predicts, or an energy. */
    public BackboneSpec network(BackboneSpec shape) {
        return loss == TrainingLoss.NCE ? shape.with(StandardNetwork.ENERGY) : shape;
    }

    /** Returns the probability of {@link #scheduledSampling} at a step, counted from 1, of so many. */
    public double scheduledSamplingAt(long step, long steps) {
        return scheduledSampling * Math.min(1, (double) step / steps);
    }

    /** Returns the same with another probability of scheduled sampling. */
    public ObjectiveSpec withScheduledSampling(double probability) {
        return new ObjectiveSpec(loss, times, clip, rejectCounts, auxiliary, search, probability, coupledSampling);
    }

    /** Returns the same with another probability of coupled sampling. */
    public ObjectiveSpec withCoupledSampling(double probability) {
        return new ObjectiveSpec(loss, times, clip, rejectCounts, auxiliary, search, scheduledSampling, probability);
    }
}
