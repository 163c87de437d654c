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
 * @param unconditional network evaluations without the class, beside those with it
 * @param classifier network evaluations that say what the class is
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
        long keyTokens,
        long unconditional,
        long classifier) {

    /** Counts what it takes without guidance. */
    public Calls(
            long denoise,
            long next,
            long verify,
            long correct,
            long weigh,
            long commit,
            long reused,
            long queryTokens,
            long keyTokens) {
        this(denoise, next, verify, correct, weigh, commit, reused, queryTokens, keyTokens, 0, 0);
    }

    /** Returns all evaluations whose predictions are used: what is called NFE here, as BlockGen counts. */
    public long predicting() {
        return drawing() + verify + correct + weigh;
    }

    /** Returns the evaluations that tokens are drawn from, without those that check them: BD3-LM's NFE. */
    public long drawing() {
        return denoise + next + unconditional + classifier;
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
                keyTokens + other.keyTokens,
                unconditional + other.unconditional,
                classifier + other.classifier);
    }

    /** Returns the counts by name, without those that are 0. */
    public Map<String, Long> byRole() {
        Map<String, Long> counts = new TreeMap<>(Map.ofEntries(
                Map.entry("denoise", denoise),
                Map.entry("next", next),
                Map.entry("verify", verify),
                Map.entry("correct", correct),
                Map.entry("weigh", weigh),
                Map.entry("commit", commit),
                Map.entry("reused", reused),
                Map.entry("queryTokens", queryTokens),
                Map.entry("keyTokens", keyTokens),
                Map.entry("unconditional", unconditional),
                Map.entry("classifier", classifier)));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
