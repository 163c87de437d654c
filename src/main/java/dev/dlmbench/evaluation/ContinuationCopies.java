package dev.dlmbench.evaluation;

import dev.dlmbench.process.Times;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The copies of continuations whose weighted cross-entropies add up to their scores. Tokens of a continuation are
 * masked in some of the ways that the process has; what stands behind it is masked in all of them. So the score is a
 * bound for the continuation alone, whatever comes after it: that of a model which writes it before anything behind it.
 *
 * @param size of blocks, in tokens
 * @param enumerated parts of a block up to so many tokens are scored under every set of masks
 * @param draws of noise in a round
 * @param rounds of noise
 */
record ContinuationCopies(int size, int enumerated, int draws, int rounds) {

    /** Takes one masked copy of a continuation. */
    @FunctionalInterface
    interface Copy {
        /**
         * Called with the number of the continuation, the round, and for each of its tokens the weight of its loss:
         * those with a weight of 0 are seen, all others masked.
         */
        void take(int continuation, int round, double[] weights);
    }

    /** Returns whether a continuation is scored under every set of masks. */
    boolean enumerates(Continuation continuation) {
        return continuation.largestPart(size) <= enumerated;
    }

    /** Makes all copies of the continuations of one prompt. */
    void each(List<Continuation> choices, SplittableRandom random, Copy copy) {
        for (int i = 0; i < choices.size(); i++) {
            if (enumerates(choices.get(i))) {
                enumerate(i, choices.get(i), copy);
            }
        }
        if (!choices.stream().allMatch(this::enumerates)) {
            for (int round = 0; round < rounds; round++) {
                draw(choices, round, random, copy);
            }
        }
    }

    /** A set of j of L tokens weighs 1 / (j C(L, j)): the mean over sets of the mean over j of L / j, by L. */
    private void enumerate(int number, Continuation choice, Copy copy) {
        for (int set = 1; set < 1 << choice.largestPart(size); set++) {
            double[] weights = new double[choice.length()];
            int masked = Integer.bitCount(set);
            for (int k = 0; k < choice.parts(size); k++) {
                int start = choice.start(k, size);
                int length = choice.end(k, size) - start;
                for (int i = 0; set < 1 << length && i < length; i++) {
                    if ((set >> i & 1) == 1) {
                        weights[start - choice.from() + i] = 1 / (masked * Corruptions.binomial(length, masked));
                    }
                }
            }
            copy.take(number, 0, weights);
        }
    }

    /**
     * Every draw has a share for each block, stratified over the draws, and a rank for each place behind the prompt. In
     * a part of L tokens the 1 + floor(share L) tokens of the lowest ranks are masked. All continuations have the same
     * shares and ranks, so that those of one length have the same masks.
     */
    private void draw(List<Continuation> choices, int round, SplittableRandom random, Copy copy) {
        int parts =
                choices.stream().mapToInt(choice -> choice.parts(size)).max().orElseThrow();
        int longest = choices.stream().mapToInt(Continuation::length).max().orElseThrow();
        for (int draw = 0; draw < draws; draw++) {
            double[] shares = Times.stratified(parts, (double) draw / draws, (draw + 1.0) / draws, random);
            double[] ranks = random.doubles(longest).toArray();
            for (int i = 0; i < choices.size(); i++) {
                if (!enumerates(choices.get(i))) {
                    copy.take(i, round, weights(choices.get(i), shares, ranks));
                }
            }
        }
    }

    private double[] weights(Continuation choice, double[] shares, double[] ranks) {
        double[] weights = new double[choice.length()];
        for (int k = 0; k < choice.parts(size); k++) {
            int from = choice.start(k, size) - choice.from();
            int until = choice.end(k, size) - choice.from();
            int length = until - from;
            int masked = Math.min(length, 1 + (int) (shares[k] * length));
            for (int i = from; i < until; i++) {
                int lower = 0;
                for (int other = from; other < until; other++) {
                    lower += ranks[other] < ranks[i] ? 1 : 0;
                }
                weights[i] = lower < masked ? (double) length / masked / draws : 0;
            }
        }
        return weights;
    }
}
