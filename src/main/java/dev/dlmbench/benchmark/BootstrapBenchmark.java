package dev.dlmbench.benchmark;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.statistics.ClusterBootstrap;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.PooledRatio;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The interval of a ratio of sums over samples, as generative perplexity has one at every point of a report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BootstrapBenchmark {
    /** How many samples. */
    @Param({"64", "512"})
    public int samples;

    private double[][] clusters = {};

    /** Makes up the samples' losses and lengths. */
    @Setup
    public void start() {
        SplittableRandom random = new Seeds(1).stream("losses");
        clusters = new double[samples][];
        Arrays.setAll(clusters, i -> new double[] {200 + 20 * random.nextGaussian(), 128});
    }

    /** Resamples. */
    @Benchmark
    public Interval interval() {
        return ClusterBootstrap.of(clusters, PooledRatio::of, new Seeds(2).stream("resamples"))
                .interval(0.95);
    }
}
