package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;
import java.util.List;

/**
 * How decoding is timed, in JVMs of its own.
 *
 * @param batchSizes to time; 1 gives latency, larger ones throughput
 * @param forks JVMs per batch size
 * @param warmup decodings before those that count, in each fork
 * @param iterations decodings that count, in each fork
 */
public record LatencySpec(List<Integer> batchSizes, int forks, int warmup, int iterations) {

    /** Checks the settings. */
    public LatencySpec {
        batchSizes = List.copyOf(batchSizes);
        Problems problems = Problems.in("latency")
                .check(!batchSizes.isEmpty(), "batchSizes", "must not be empty")
                .check(forks >= 1 && forks <= 100, "forks", "must be between 1 and 100, got %d", forks)
                .check(warmup >= 0 && warmup <= 100_000, "warmup", "must be between 0 and 100000, got %d", warmup)
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
}
