package dev.dlmbench.benchmark;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A block of 16 tokens in 8 steps, without a network: plans, probabilities, draws, bookkeeping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SamplerBenchmark {
    private static final int BLOCK = 16;
    private static final int STEPS = 8;

    /** How many tokens there are. */
    @Param({"28", "5000", "50257"})
    public int tokens;

    /** The noise. */
    @Param({"MASKED", "UNIFORM"})
    public ProcessKind process = ProcessKind.MASKED;

    private @Nullable StillDenoiser denoiser;
    private @Nullable Sampler sampler;
    private int calls;

    /** Composes the sampler. */
    @Setup
    public void start() {
        denoiser = new StillDenoiser(tokens, new Seeds(1).stream("logits"));
        sampler = new Sampler(
                ProcessSpec.of(process, BLOCK).process(BLOCK, tokens),
                SamplingSpec.ancestral(STEPS, 1, 1),
                Sampler.Setup.of(BLOCK));
    }

    /** Draws one block. */
    @Benchmark
    public List<DrawnSequence> draw() {
        return Objects.requireNonNull(sampler).draw(Objects.requireNonNull(denoiser), 1, new Seeds(calls++), 0);
    }
}
