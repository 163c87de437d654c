package dev.dlmbench.text;

/** The two disjoint halves of the training text. */
public enum TextPart {
    /** What the models under test learn from. */
    MODELS,
    /** What an evaluator learns from. */
    EVALUATOR
}
