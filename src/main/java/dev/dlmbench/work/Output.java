package dev.dlmbench.work;

import dev.dlmbench.sampling.TraceStep;
import dev.dlmbench.task.Example;
import java.util.List;

/**
 * What a model wrote when it was asked an example, not yet judged.
 *
 * @param example that it was asked
 * @param sample how many it had written to the same example before
 * @param expected tokens that the example itself has behind its prompt, up to its end
 * @param written tokens behind the prompt, up to the end if there is one
 * @param calls of the network that predicted something
 * @param steps how it came about, where that was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Output(Example example, int sample, int[] expected, int[] written, long calls, List<TraceStep> steps) {

    /** Describes an output of which it is not known how it came about. */
    Output(Example example, int sample, int[] expected, int[] written, long calls) {
        this(example, sample, expected, written, calls, List.of());
    }
}
