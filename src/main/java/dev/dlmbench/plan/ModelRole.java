package dev.dlmbench.plan;

/** What a model is to a node that computes with it. */
public enum ModelRole {
    /** The model that is measured. */
    MODEL,
    /** The model whose weights a training starts from. */
    START,
    /** The model that scores samples. */
    EVALUATOR,
    /** The model that a sampler computes with besides the one that is measured. */
    COMPANION
}
