package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.evaluation.LatencySpec;
import java.util.List;

/** Section {@code latency}: how decoding is timed. */
final class LatencySection implements Section<LatencySpec> {
    private final Key<List<Integer>> batchSizes;
    private final Key<Integer> forks;
    private final Key<Integer> warmup;
    private final Key<Integer> iterations;

    LatencySection(SettingRows<LatencySpec> rows) {
        batchSizes = rows.integers("batchSizes", is("[1, 16]"), "batch sizes to time", LatencySpec::batchSizes);
        forks = rows.integer("forks", is("3"), "JVMs per batch size; claims need 3 or more", LatencySpec::forks);
        warmup = rows.integer(
                "warmup",
                is("1000"),
                "network calls before the decodings that count, in each JVM; whole decodings, one at least",
                LatencySpec::warmupCalls);
        iterations = rows.integer("iterations", is("10"), "decodings that count, in each JVM", LatencySpec::iterations);
    }

    @Override
    public LatencySpec read(PointValues values) {
        return new LatencySpec(values.get(batchSizes), values.get(forks), values.get(warmup), values.get(iterations));
    }
}
