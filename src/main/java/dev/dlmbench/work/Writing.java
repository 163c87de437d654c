package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.sampling.TraceStep;
import java.util.List;

/** A way to have a model write behind prompts. */
interface Writing {

    /**
     * What was written behind a prompt.
     *
     * @param tokens up to the end, which is one of them if it was written
     * @param calls of the network that predicted something
     * @param steps how it came about, where that was asked for and it was written in one run
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Written(int[] tokens, long calls, List<TraceStep> steps) {

        /** Describes what was written where it is not known how it came about. */
        Written(int[] tokens, long calls) {
            this(tokens, calls, List.of());
        }
    }

    /**
     * Has the model write behind each of some prompts, side by side. What is written follows from a prompt, its number
     * and the seeds.
     *
     * @param numbers of the prompts
     */
    List<Written> write(List<int[]> prompts, List<Integer> numbers, Seeds seeds);
}
