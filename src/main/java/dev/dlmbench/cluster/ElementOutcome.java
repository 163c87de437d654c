package dev.dlmbench.cluster;

/**
 * What was concluded about an element that will do nothing any more.
 *
 * @param kind what follows from it
 * @param words for people; empty where all is well
 * @param machine where it last ran; empty if that is not known
 */
record ElementOutcome(Kind kind, String words, String machine) {

    /** What follows. */
    enum Kind {
        /** All of its nodes are in the store, or have failed for good. */
        DONE,
        /** What it left is to be queued again, free of charge: it got somewhere, or had nothing to begin with. */
        AGAIN,
        /** The same, but its worker was lost; that may not happen too often. */
        LOST,
        /** The same with a longer limit. */
        MORE_TIME,
        /** The same with more memory. */
        MORE_MEMORY,
        /** Somebody ended it; it stays so until somebody asks for it again. */
        CANCELLED,
        /** It cannot be done. */
        FAILED
    }
}
