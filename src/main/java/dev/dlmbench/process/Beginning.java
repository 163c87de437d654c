package dev.dlmbench.process;

/** What an autoregressive network reads before the first token of a text. */
public enum Beginning {
    /** The mask id, whose embedding it learns for that, so that the first token is predicted, too. */
    LEARNED,
    /** Nothing: the first token is given, as in the published baselines, whose texts begin with a token for it. */
    NONE
}
