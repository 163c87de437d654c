package dev.dlmbench.sampling;

/** What a selector does, where noise looks like tokens, with places that it took at an earlier step. */
public enum SettledPlaces {
    /** They keep their tokens. */
    KEPT,
    /** They are chosen from once more, and noised anew where they are not chosen. */
    CHOSEN_AGAIN,
    /** They keep their tokens unless others that are proposed for them are sure enough. */
    EDITED
}
