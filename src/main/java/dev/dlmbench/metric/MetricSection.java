package dev.dlmbench.metric;

/** The sections of the main table's columns, from left to right. Within one, metrics stand as they are declared. */
public enum MetricSection {
    /** Likelihood of test text. */
    LIKELIHOOD,
    /** How much the loss and its gradient vary. */
    VARIANCE,
    /** What samples are worth. */
    QUALITY,
    /** How well the examples of a task are answered, and what that takes. */
    ANSWERS,
    /** How far samples are from the source that made the corpus. */
    SOURCE,
    /** How long samples are. */
    LENGTH,
    /** What a sample costs in network calls and steps. */
    CALLS,
    /** What decoding takes. */
    SPEED,
    /** How large the model is. */
    SIZE,
    /** What training takes. */
    TRAINING,
    /** What memory it takes. */
    MEMORY
}
