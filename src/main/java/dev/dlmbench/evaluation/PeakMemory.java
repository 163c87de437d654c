package dev.dlmbench.evaluation;

import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Has JMH note after every call how much memory the timing JVM has needed so far. */
public final class PeakMemory implements InternalProfiler {
    static final String NAME = "peak memory";

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // only the end matters
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return ResidentMemory.peak().stream()
                .mapToObj(peak -> new ScalarResult(NAME, peak, "MiB", AggregationPolicy.MAX))
                .toList();
    }

    @Override
    public String getDescription() {
        return "largest resident set";
    }
}
