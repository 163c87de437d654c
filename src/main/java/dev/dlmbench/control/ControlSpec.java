package dev.dlmbench.control;

import dev.dlmbench.base.Problems;
import dev.dlmbench.text.PreparedText;

/**
 * A control: a writer without parameters, which counts n-grams of the training text. What it wins, no model has won. A
 * measure of samples that prefers it to a model does not measure what it seems to.
 */
public sealed interface ControlSpec {
    /** The longest n-gram, in tokens. */
    int LONGEST = 64;

    /** Returns n, the tokens of the n-grams that it counts. */
    int order();

    /** Returns whether every text has a likelihood above 0. */
    boolean scores();

    /** Returns the law that it writes by, after it has read what models learn from, and nothing else of the text. */
    NextTokenLaw read(PreparedText text);

    /**
     * Predicts by the longest n-gram that was seen, mixed with the shorter ones.
     *
     * @param order n, the token that is predicted counted; 1 predicts by the frequency of tokens alone
     */
    record BackOff(int order) implements ControlSpec {
        /** Checks the order. */
        public BackOff {
            checkOrder(order, 1);
        }

        @Override
        public boolean scores() {
            return true;
        }

        @Override
        public NextTokenLaw read(PreparedText text) {
            return new BackOffLaw(Occurrences.of(text, order, false));
        }
    }

    /**
     * Writes n-grams of the text one after another, in any order, some of them again.
     *
     * @param order n, the tokens of each n-gram
     * @param repeats probability that an n-gram is one that the sequence has already
     */
    record Shuffled(int order, double repeats) implements ControlSpec {
        /** Checks the values. */
        public Shuffled {
            checkOrder(order, 2);
            Problems.in("")
                    .check(
                            repeats >= 0 && repeats < 1,
                            "model.repeats",
                            "must be at least 0 and less than 1, got %s",
                            repeats)
                    .rejectIfAny();
        }

        @Override
        public boolean scores() {
            return false;
        }

        @Override
        public NextTokenLaw read(PreparedText text) {
            return new ShuffledLaw(Occurrences.of(text, order, true), repeats);
        }
    }

    private static void checkOrder(int order, int least) {
        Problems.in("")
                .check(
                        order >= least && order <= LONGEST,
                        "model.order",
                        "must be between %d and %d, got %d",
                        least,
                        LONGEST,
                        order)
                .rejectIfAny();
    }
}
