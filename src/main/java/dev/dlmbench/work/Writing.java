package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import java.util.List;

/** A way to have a model write behind prompts. */
interface Writing {

    /**
     * What was written behind a prompt.
     *
     * @param tokens up to the end, which is one of them if it was written
     * @param calls of the network that predicted something
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Written(int[] tokens, long calls) {}

    /**
     * Has the model write behind each of some prompts, side by side. What is written follows from a prompt, its number
     * and the seeds.
     *
     * @param numbers of the prompts
     */
    List<Written> write(List<int[]> prompts, List<Integer> numbers, Seeds seeds);
}
