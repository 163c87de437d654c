package dev.dlmbench.benchmark;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.Window;
import dev.dlmbench.training.StepRecord;
import dev.dlmbench.training.TrainingRun;
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
import org.openjdk.jmh.annotations.TearDown;

/** One training step, batch and noise included, without an average of the weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingStepBenchmark {
    /** The sizes, as {@link Workload#parse} reads them. */
    @Param("4x128x4x128x29x32")
    public String size = "";

    /** The process. */
    @Param("AUTOREGRESSIVE")
    public ProcessKind process = ProcessKind.AUTOREGRESSIVE;

    /** The block size, 0 for autoregression. */
    @Param("0")
    public int block;

    /** The precision of matrix products. */
    @Param("FLOAT32")
    public EngineSpec.Precision precision = EngineSpec.Precision.FLOAT32;

    /** The device. */
    @Param("cpu")
    public String device = "cpu";

    /** Threads of the CPU, 0 for one per core. */
    @Param("0")
    public int threads;

    private @Nullable TorchSession session;
    private @Nullable TrainingRun run;
    private long step;

    /** Compiles the program. */
    @Setup
    public void start() {
        session = TorchSession.start(new EngineSpec(device, precision, threads));
        run = new TrainingRun(Workload.parse(size).trainer(process, block), session);
    }

    /** Takes a step. */
    @Benchmark
    public StepRecord step() {
        return Objects.requireNonNull(run).step(++step, Window.FULL);
    }

    /** Frees the device. */
    @TearDown
    public void stop() {
        Objects.requireNonNull(run).close();
        Objects.requireNonNull(session).close();
    }
}
