package dev.dlmbench.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times decoding with JMH, in JVMs that do nothing else. */
public final class DecodingTimer {
    /**
     * Flags for a JVM whose heavy work is native: without the optimising compiler's threads, which compete with the
     * engine's and make single decodings several times slower.
     */
    public static final List<String> JVM_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private DecodingTimer() {}

    /**
     * The times of one batch size.
     *
     * @param batch sequences decoded side by side
     * @param forks milliseconds of every decoding that counts, per JVM
     */
    public record Times(int batch, List<List<Double>> forks) {

        /** Returns all milliseconds in rising order. */
        public double[] sorted() {
            return forks.stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
        }

        /** Returns the smallest time that at least a share {@code q} of the decodings did not exceed. */
        public double quantile(double q) {
            double[] sorted = sorted();
            return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
        }
    }

    /**
     * Times decoding at one batch size.
     *
     * @param folder for JMH's own log and the setup
     */
    public static Times time(DecodingSetup setup, LatencySpec spec, int batch, Path folder) throws IOException {
        Path file = folder.resolve("setup.json");
        new ObjectMapper().writeValue(file.toFile(), setup);
        System.setProperty("jmh.ignoreLock", "true");
        try {
            RunResult result = new Runner(new OptionsBuilder()
                            .include("\\." + DecodingBenchmark.class.getSimpleName() + "\\.decode$")
                            .param("setup", file.toString())
                            .param("batch", Integer.toString(batch))
                            .forks(spec.forks())
                            .warmupIterations(spec.warmup())
                            .measurementIterations(spec.iterations())
                            .jvmArgsAppend(JVM_FLAGS.toArray(String[]::new))
                            .timeUnit(TimeUnit.MILLISECONDS)
                            .timeout(TimeValue.minutes(60))
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .runSingle();
            List<List<Double>> forks = new ArrayList<>();
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                List<Double> times = new ArrayList<>();
                for (IterationResult iteration : fork.getIterationResults()) {
                    times.add(iteration.getPrimaryResult().getScore());
                }
                forks.add(times);
            }
            return new Times(batch, forks);
        } catch (RunnerException e) {
            throw new IOException("timing failed: " + e.getMessage(), e);
        }
    }
}
