package dev.dlmbench.sampling;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a sequence cost, counted where the calls happen. What papers mean by the number of function evaluations is
 * derived from these.
 *
 * @param denoise network evaluations that predict the tokens of a block
 * @param next network evaluations that predict the next token, left to right
 * @param verify network evaluations that read a candidate left to right
 * @param correct network evaluations that look for mistakes in a finished block, or redraw positions behind a step
 * @param weigh evaluations of another network that weigh a candidate as a whole
 * @param commit network evaluations that only write tokens to the cache
 * @param reused steps without a call, because nothing had changed since the last one, nothing was left to predict, or
 *     no network predicts
 * @param queryTokens rows that the network computed
 * @param keyTokens sum over those rows of the rows each could see
 */
public record Calls(
        long denoise,
        long next,
        long verify,
        long correct,
        long weigh,
        long commit,
        long reused,
        long queryTokens,
        long keyTokens) {

    /** Returns all evaluations whose predictions are used: what is called NFE here, as BlockGen counts. */
    public long predicting() {
        return denoise + next + verify + correct + weigh;
    }

    /** Returns the evaluations that tokens are drawn from, without those that check them: BD3-LM's NFE. */
    public long drawing() {
        return denoise + next;
    }

    /** Returns all evaluations, those that only fill the cache included. */
    public long all() {
        return predicting() + commit;
    }

    /** Returns the steps taken until nothing was left to do, whether or not they needed an evaluation. */
    public long steps() {
        return denoise + next + reused;
    }

    /** Returns these and {@code other} together. */
    public Calls plus(Calls other) {
        return new Calls(
                denoise + other.denoise,
                next + other.next,
                verify + other.verify,
                correct + other.correct,
                weigh + other.weigh,
                commit + other.commit,
                reused + other.reused,
                queryTokens + other.queryTokens,
                keyTokens + other.keyTokens);
    }

    /** Returns the counts by name, without those that are 0. */
    public Map<String, Long> byRole() {
        Map<String, Long> counts = new TreeMap<>(Map.of(
                "denoise", denoise,
                "next", next,
                "verify", verify,
                "correct", correct,
                "weigh", weigh,
                "commit", commit,
                "reused", reused,
                "queryTokens", queryTokens,
                "keyTokens", keyTokens));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
