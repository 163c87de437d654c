package dev.dlmbench.benchmark;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.ForkedTimes;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times the parts of the harness that are called often, each alone, with JMH.
 *
 * @param only what the name of a part must contain to be timed; empty for all of them
 */
public record PartTimes(String only) {
    private static final List<Class<?>> PARTS = List.of(
            CorruptionBenchmark.class,
            SamplerBenchmark.class,
            ScoringBenchmark.class,
            BootstrapBenchmark.class,
            PlanBenchmark.class);
    private static final int WARMUP = 2;
    private static final int ITERATIONS = 5;

    /**
     * Returns a Markdown table of means with their 99.9 % intervals.
     *
     * @param line hears of each part before it is timed
     * @throws InvalidSettingException if no part is to be timed
     */
    public String table(Consumer<String> line) throws IOException {
        List<Class<?>> wanted =
                PARTS.stream().filter(part -> name(part).contains(only)).toList();
        if (wanted.isEmpty()) {
            throw new InvalidSettingException("no part has '" + only + "' in its name; there are: "
                    + PARTS.stream().map(PartTimes::name).collect(Collectors.joining(", ")));
        }
        StringBuilder table =
                new StringBuilder("| part | of | ms per call | 99.9 % interval |\n| --- | --- | ---: | ---: |\n");
        for (Class<?> part : wanted) {
            line.accept(name(part));
            for (RunResult result : run(part)) {
                table.append(row(name(part), result));
            }
        }
        return table.toString();
    }

    private static String name(Class<?> part) {
        return part.getSimpleName().replace("Benchmark", "").toLowerCase(Locale.ROOT);
    }

    private static Collection<RunResult> run(Class<?> part) throws IOException {
        System.setProperty("jmh.ignoreLock", "true");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(part.getName()) + "\\.")
                .forks(1)
                .warmupIterations(WARMUP)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend(ForkedTimes.JVM_FLAGS.toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("timing failed: " + e.getMessage(), e);
        }
    }

    private static String row(String name, RunResult result) {
        var parameters = new TreeMap<String, String>();
        result.getParams()
                .getParamsKeys()
                .forEach(key -> parameters.put(key, result.getParams().getParam(key)));
        double mean = result.getPrimaryResult().getScore();
        double reach = result.getPrimaryResult().getScoreError();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.4g | %.4g - %.4g |%n",
                name,
                parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")),
                mean,
                mean - reach,
                mean + reach);
    }
}
