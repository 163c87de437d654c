package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.DocumentLikelihood;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.Likelihood;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import java.util.Arrays;
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

/** Scores a batch of test documents under a network, with one draw of noise each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScoringBenchmark {
    private static final int BLOCK = 16;

    /** The sizes, as {@link Workload#parse} reads them. */
    @Param("4x128x4x128x29x32")
    public String size = "";

    /** The process; masked noise in blocks of 16. */
    @Param({"AUTOREGRESSIVE", "MASKED"})
    public ProcessKind process = ProcessKind.MASKED;

    private @Nullable TorchSession session;
    private @Nullable Denoiser denoiser;
    private @Nullable Likelihood likelihood;
    private List<int[]> documents = List.of();

    /** Compiles the program. */
    @Setup
    public void start() {
        Workload workload = Workload.parse(size);
        boolean causal = process == ProcessKind.AUTOREGRESSIVE;
        int block = causal ? 0 : BLOCK;
        ProcessSpec spec = ProcessSpec.of(process, block);
        session = TorchSession.start(new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 0));
        Weights weights = Weights.initial(workload.backbone(), workload.vocabulary(), new Seeds(1).stream("weights"));
        denoiser = new NetworkDenoiser(new Backbone(session, weights), spec.cleanRows());
        likelihood = new Likelihood(
                spec.process(block, workload.vocabulary() - 1),
                causal ? LikelihoodSpec.exact() : new LikelihoodSpec(Estimator.MONTE_CARLO, 1),
                workload.batch());
        documents = Arrays.asList(workload.tokens(0));
    }

    /** Scores. */
    @Benchmark
    public List<DocumentLikelihood> score() {
        return Objects.requireNonNull(likelihood)
                .score(Objects.requireNonNull(denoiser), documents, new Seeds(1), (done, round) -> {});
    }

    /** Frees the device. */
    @TearDown
    public void stop() {
        Objects.requireNonNull(denoiser).close();
        Objects.requireNonNull(session).close();
    }
}
