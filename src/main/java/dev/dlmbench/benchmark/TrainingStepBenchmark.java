package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.Window;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.training.Trainer;
import dev.dlmbench.training.TrainingRun;
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

    /** 1 for noisy and clean rows of blocks in one pass, 2 for two. */
    @Param("1")
    public int passes;

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
    private @Nullable Trainer trainer;
    private @Nullable TrainingRun run;
    private long step;

    /** Compiles the program. */
    @Setup
    public void start() {
        session = TorchSession.start(new EngineSpec(device, precision, threads));
        trainer = Workload.parse(size).trainer(process, block);
        run = new TrainingRun(trainer, session);
    }

    /** Takes a step. */
    @Benchmark
    public TrainingStep step() {
        TrainingRun training = Objects.requireNonNull(run);
        Trainer made = Objects.requireNonNull(trainer);
        step++;
        if (passes == 1) {
            return training.step(step, Window.FULL);
        }
        LossInputs corrupted = made.objective()
                .step(made.batches().apply(step), 1, Window.FULL, made.seeds().stream("noise", step))
                .get(0);
        return training.step(step, List.of(corrupted.with(AttentionPattern.TWO_PASSES)));
    }

    /** Frees the device. */
    @TearDown
    public void stop() {
        Objects.requireNonNull(run).close();
        Objects.requireNonNull(session).close();
    }
}
