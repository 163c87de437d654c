package dev.dlmbench.work;

import dev.dlmbench.task.Example;

/**
 * What a model wrote when it was asked an example, not yet judged.
 *
 * @param example that it was asked
 * @param sample how many it had written to the same example before
 * @param written tokens behind the prompt, up to the end of the sequence
 * @param calls of the network that predicted something
 */
record Output(Example example, int sample, int[] written, long calls) {}
