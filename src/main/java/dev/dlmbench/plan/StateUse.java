package dev.dlmbench.plan;

/** What becomes of the whole state of a training. */
public enum StateUse {
    /** It is kept with the weights, for trainings that go on from it. */
    KEPT,
    /** Training goes on from that of the model that it starts from. */
    CONTINUED
}
