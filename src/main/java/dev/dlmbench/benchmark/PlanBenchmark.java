package dev.dlmbench.benchmark;

import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads a suite and plans it over an empty store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {
    private static final String SUITE = """
            schema: dlm-bench/1
            suite: many
            title: Many points
            defaults:
              data: {corpus: {kind: markov, order: 1, symbols: 12}, sequence: 64, tokens: 500k, documents: 64}
              backbone: {layers: 2, width: 64, heads: 2}
              training: {tokens: 1.5M, batch: 32}
              sampling: {samples: 64, batch: 32, stepsPerBlock: 1}
              seeds: [1]
            experiments:
            """;
    private static final List<Integer> BLOCK_SIZES = List.of(2, 4, 8, 16, 32);

    /** How many points the suite has; a multiple of 5. */
    @Param({"500", "5000"})
    public int points;

    private Path folder = Path.of("");

    /** Writes the suite. */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("dlm-plan");
        String temperatures = IntStream.rangeClosed(1, points / BLOCK_SIZES.size())
                .mapToObj(i -> Double.toString(i / 1000.0))
                .collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder(SUITE);
        for (int size : BLOCK_SIZES) {
            text.append(String.format(
                    Locale.ROOT,
                    "  block%d: {process: {kind: masked, blockSize: %d}, matrix: {sampling.temperature: [%s]}}%n",
                    size,
                    size,
                    temperatures));
        }
        text.append("metrics: [nll, gen-ppl, entropy, nfe, latency]\n");
        Files.writeString(suite(), text);
    }

    /** Reads and plans. */
    @Benchmark
    public Plan plan() throws IOException {
        TextFacts facts = new TextFacts(new DataFolder(folder));
        ResultStore store = ResultStore.open(folder.resolve("results"));
        return new Planner(facts, store, false).plan(SuiteReader.read(suite(), List.of()), "many.yaml");
    }

    /** Removes the suite. */
    @TearDown
    public void remove() throws IOException {
        Files.delete(suite());
        Files.delete(folder);
    }

    private Path suite() {
        return folder.resolve("many.yaml");
    }
}
