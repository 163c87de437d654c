package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;
import java.util.List;

/**
 * How decoding is timed, in JVMs of its own.
 *
 * @param batchSizes to time; 1 gives latency, larger ones throughput
 * @param forks JVMs per batch size
 * @param warmupCalls network calls before those that count, in each fork, so that few calls a decoding do not mean less
 *     warming up; whole decodings, one at least
 * @param iterations decodings that count, in each fork
 * @param prompted whether the examples of a task are answered; else whole sequences are drawn
 */
public record LatencySpec(List<Integer> batchSizes, int forks, int warmupCalls, int iterations, boolean prompted) {

    /** Checks the settings. */
    public LatencySpec {
        batchSizes = List.copyOf(batchSizes);
        Problems problems = Problems.in("latency")
                .check(!batchSizes.isEmpty(), "batchSizes", "must not be empty")
                .check(forks >= 1 && forks <= 100, "forks", "must be between 1 and 100, got %d", forks)
                .check(
                        warmupCalls >= 0 && warmupCalls <= 10_000_000,
                        "warmup",
                        "must be between 0 and 10000000, got %d",
                        warmupCalls)
                .check(
                        iterations >= 1 && iterations <= 100_000,
                        "iterations",
                        "must be between 1 and 100000, got %d",
                        iterations);
        for (int size : batchSizes) {
            problems.check(size >= 1 && size <= 100_000, "batchSizes", "must be between 1 and 100000, got %d", size);
        }
        problems.rejectIfAny();
    }

    /** Times the drawing of whole sequences. */
    public LatencySpec(List<Integer> batchSizes, int forks, int warmupCalls, int iterations) {
        this(batchSizes, forks, warmupCalls, iterations, false);
    }

    /** Returns the same for answers to the examples of a task, or for whole sequences. */
    public LatencySpec prompted(boolean answers) {
        return new LatencySpec(batchSizes, forks, warmupCalls, iterations, answers);
    }

    /**
     * Returns how many decodings a fork does, those before the ones that count included, where each takes
     * {@code calls}.
     */
    public double decodings(double calls) {
        return Math.max(1, Math.ceil(warmupCalls / calls)) + 1 + iterations;
    }
}
