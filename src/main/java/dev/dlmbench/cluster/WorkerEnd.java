package dev.dlmbench.cluster;

/**
 * What a worker said when it ended.
 *
 * @param kind how it ended
 * @param words for people; may be empty
 */
record WorkerEnd(Kind kind, String words) {

    /** How a worker ends when it can still say so. */
    enum Kind {
        /** It has gone through all of its nodes: each is in the store, has failed, or lacks what it reads. */
        FINISHED,
        /** It was told to stop, and left what the next one goes on from. */
        INTERRUPTED,
        /** Its machine's device does not compute what it should. */
        UNFIT,
        /** It got nowhere for too long. */
        STALLED,
        /** It was begun too often, and did nothing. */
        WORN_OUT
    }
}
