package dev.dlmbench.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a benchmark of one method with JMH, in JVMs that do nothing else, and keeps every single time. */
public final class ForkedTimes {
    /**
     * Flags for a JVM whose heavy work is native: without the optimising compiler, whose threads compete with the
     * engine's and make single calls several times slower; it would gain a few per cent, thousands of network calls
     * later.
     */
    public static final List<String> JVM_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ForkedTimes() {}

    /**
     * What was measured.
     *
     * @param forks milliseconds of every call that counts, per JVM
     * @param peakMiB the largest resident set of any of the JVMs; NaN where the system does not tell
     */
    public record Times(List<List<Double>> forks, double peakMiB) {}

    /**
     * Measures every call that counts.
     *
     * @param benchmark a class with one benchmark, in single-shot mode
     * @param parameters by the names of its fields
     * @param forks JVMs, one after another
     * @param warmup calls before those that count, in each fork
     * @param iterations calls that count, in each fork
     */
    public static Times measure(
            Class<?> benchmark, Map<String, String> parameters, int forks, int warmup, int iterations)
            throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .forks(forks)
                .warmupIterations(warmup)
                .measurementIterations(iterations)
                .jvmArgsAppend(JVM_FLAGS.toArray(String[]::new))
                .addProfiler(PeakMemory.class)
                .timeUnit(TimeUnit.MILLISECONDS)
                .timeout(TimeValue.minutes(60))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        try {
            List<List<Double>> times = new ArrayList<>();
            double peak = Double.NaN;
            for (BenchmarkResult fork : new Runner(options.build()).runSingle().getBenchmarkResults()) {
                List<Double> calls = new ArrayList<>();
                for (IterationResult iteration : fork.getIterationResults()) {
                    calls.add(iteration.getPrimaryResult().getScore());
                    for (Result<?> secondary : iteration.getSecondaryResults().values()) {
                        if (secondary.getLabel().equals(PeakMemory.NAME)) {
                            peak = Double.isNaN(peak) ? secondary.getScore() : Math.max(peak, secondary.getScore());
                        }
                    }
                }
                times.add(calls);
            }
            return new Times(times, peak);
        } catch (RunnerException e) {
            throw new IOException("timing failed: " + e.getMessage(), e);
        }
    }
}
