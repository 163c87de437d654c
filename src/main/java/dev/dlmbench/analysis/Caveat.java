package dev.dlmbench.analysis;

import dev.dlmbench.base.Names;

/**
 * Something that a reader must know of a value beside its number, as a mark at the number and a line in a legend.
 *
 * @param kind what it is about
 * @param sign at the number
 * @param words that explain the sign
 */
public record Caveat(Kind kind, String sign, String words) {
    /** The value bounds the quantity from above. */
    public static final Caveat UPPER_BOUND =
            new Caveat(Kind.UPPER_BOUND, "\u2264", "an upper bound: the quantity itself may be smaller");

    /** The value is of a model that would have become another by more training. */
    public static final Caveat STILL_LEARNING = new Caveat(
            Kind.STILL_LEARNING,
            "\u2020",
            "still learning: when training ended, its loss was falling by more than 0.01 nats per sixth of the steps");

    /** The value is of a control. */
    public static final Caveat CONTROL = new Caveat(
            Kind.CONTROL,
            "\u2021",
            "a control: no model wrote this, but n-grams of the training text that were counted");

    /** The quantity lies between two values, the upper of which stands for it. */
    public static final Caveat BETWEEN_BOUNDS =
            new Caveat(Kind.BETWEEN_BOUNDS, "\u2208", "the quantity itself lies between these two bounds");

    /** The value is the likelihood of texts as one sampler draws them. */
    public static final Caveat OF_SAMPLER = new Caveat(
            Kind.OF_SAMPLER,
            "\u00a7",
            "the likelihood of the model as one sampler draws from it, which the point names; another sampler has another");

    /** The value is a score. */
    public static final Caveat SCORE = new Caveat(
            Kind.SCORE, "\u00b6", "a score: neither the likelihood nor a bound of it, and comparable with neither");

    /** What a caveat is about; in the order in which signs stand at a number and in a legend. */
    public enum Kind {
        /** The value is an upper bound. */
        UPPER_BOUND,
        /** The quantity lies between two bounds. */
        BETWEEN_BOUNDS,
        /** The likelihood is of one sampler. */
        OF_SAMPLER,
        /** The value is neither the quantity nor a bound of it. */
        SCORE,
        /** The model was still learning when its training ended. */
        STILL_LEARNING,
        /** A writer without parameters is in the model's place. */
        CONTROL,
        /** Other values of the metric were measured otherwise. */
        NOT_COMPARABLE
    }

    /** Returns it in the words of a cell of its own, such as {@code upper bound}. */
    public String remark() {
        return kind == Kind.NOT_COMPARABLE ? words : Names.inWords(kind);
    }

    /** Returns that a value is comparable with those that carry the same letter only. */
    static Caveat measuredOtherwise(String letter, String how) {
        return new Caveat(Kind.NOT_COMPARABLE, letter, how);
    }
}
