package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.Window;
import dev.dlmbench.training.Trainer;
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

/** What a training step needs before the network is asked: a batch, its noise, weights and positions that count. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CorruptionBenchmark {
    /** The sizes, as {@link Workload#parse} reads them. */
    @Param("4x128x4x128x29x32")
    public String size = "";

    /** The process, in blocks of 16. */
    @Param({"MASKED", "UNIFORM"})
    public ProcessKind process = ProcessKind.MASKED;

    private @Nullable Trainer trainer;
    private long step;

    /** Makes the trainer. */
    @Setup
    public void start() {
        trainer = Workload.parse(size).trainer(process, 16);
    }

    /** Draws and corrupts a batch. */
    @Benchmark
    public List<LossInputs> corrupt() {
        Trainer made = Objects.requireNonNull(trainer);
        step++;
        return made.objective().step(made.batches().apply(step), 1, Window.FULL, new Seeds(1).stream("noise", step));
    }
}
