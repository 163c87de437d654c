package dev.dlmbench.sampling;

import java.util.List;

/**
 * One sequence drawn from a model.
 *
 * @param tokens its ids, the prompt's included
 * @param calls what it cost
 * @param ending why it is not longer
 * @param steps how it came about, where that was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record DrawnSequence(int[] tokens, Calls calls, Ending ending, List<TraceStep> steps) {

    /** Why a sequence is not longer. */
    public enum Ending {
        /** It has all the tokens it could have. */
        LENGTH,
        /** It came to its stop text. */
        STOP,
        /** It repeated itself. */
        ENTROPY
    }
}
