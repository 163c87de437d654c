package dev.dlmbench.metric;

/** What is true of some metrics and not of others. */
public enum MetricTrait {
    /** The value depends on the machine and the moment, so that a repetition gives another. */
    TIMING,
    /** It is measured where a suite names no metrics. */
    STANDARD,
    /** A rule on it holds what a point is worth, so that a gate may judge speed beside it. */
    QUALITY,
    /** It is a cost that the quality of samples is set against, in a table of the points that nothing beats. */
    COST,
    /** A gate judges it, by the decodings of two builds that take turns. */
    SIDE_BY_SIDE,
    /** It is measured at each batch size of decoding, and has a column for each. */
    EACH_BATCH,
    /** It is measured at several numbers k of answers to an example, and has a column for each. */
    EACH_K,
    /** It is measured for n-grams of several n, and has a column for each. */
    EACH_N,
    /** Points are joined along its values, and not along their logarithms, where a line is read off at one of them. */
    READ_LINEARLY,
    /** It is a share of examples that are right or wrong. */
    PROPORTION
}
