package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.DecodingSetup;
import dev.dlmbench.evaluation.DecodingTimer;
import dev.dlmbench.evaluation.ForkedTimes;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.process.Arithmetic;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * One thing to time, here and in the peer.
 *
 * @param name for people
 * @param decoding whether it decodes; else it trains
 * @param process the process
 * @param block S, 0 for autoregression
 * @param calls denoising steps per block, where it decodes blocks
 * @param batch sequences side by side
 * @param passes 1, or 2 for noisy and clean rows after one another, which the peer does not do
 */
record Case(String name, boolean decoding, ProcessKind process, int block, int calls, int batch, int passes) {
    private static final int STEPS_BEFORE = 3;

    /** Decodings are short, and the first seven or so of a JVM take up to twice as long. */
    private static final int DECODINGS_BEFORE = 10;

    private static final int ITERATIONS = 10;

    /** Returns what is compared with the peer. */
    static List<Case> all(Workload workload) {
        int sequence = workload.sequence();
        int batch = workload.batch();
        List<Case> cases = new ArrayList<>(List.of(
                new Case("training, autoregressive", false, ProcessKind.AUTOREGRESSIVE, 0, 0, batch, 1),
                new Case("training, masked", false, ProcessKind.MASKED, sequence, 0, batch, 1),
                new Case("training, block diffusion S = 16", false, ProcessKind.MASKED, 16, 0, batch, 1),
                new Case("training, two-pass block diffusion S = 16", false, ProcessKind.MASKED, 16, 0, batch, 2)));
        for (int sideBySide : new TreeSet<>(List.of(1, 16, batch))) {
            String size = ", batch " + sideBySide;
            cases.add(
                    new Case("decoding, autoregressive" + size, true, ProcessKind.AUTOREGRESSIVE, 0, 0, sideBySide, 1));
            cases.add(new Case(
                    "decoding, block diffusion S = 16, 8 steps" + size,
                    true,
                    ProcessKind.MASKED,
                    16,
                    8,
                    sideBySide,
                    1));
        }
        return cases;
    }

    /** Returns how many multiplications it takes. */
    double multiplications(Workload workload) {
        Arithmetic one =
                new Arithmetic(workload.backbone(), workload.vocabulary(), workload.sequence(), process, block);
        return batch * (decoding ? one.decoding(calls) : one.training()).multiplications();
    }

    private int warmup() {
        return decoding ? DECODINGS_BEFORE : STEPS_BEFORE;
    }

    /** Times single calls in one fresh JVM. */
    Round time(Workload workload, EngineSpec engine, Path folder) throws IOException {
        if (!decoding) {
            Map<String, String> parameters = Map.of(
                    "size", workload.toString(),
                    "process", process.name(),
                    "block", Integer.toString(block),
                    "passes", Integer.toString(passes),
                    "precision", engine.precision().name(),
                    "device", engine.device(),
                    "threads", Integer.toString(engine.threads()));
            ForkedTimes.Times times =
                    ForkedTimes.measure(TrainingStepBenchmark.class, parameters, 1, warmup(), ITERATIONS);
            return Round.of(times.forks().get(0), times.peakMiB());
        }
        Path weights = folder.resolve("weights.safetensors");
        Weights.initial(workload.backbone(), workload.vocabulary(), new Seeds(1).stream("weights"))
                .write(weights);
        DecodingSetup setup = new DecodingSetup(
                weights.toString(),
                workload.backbone(),
                ProcessSpec.of(process, block),
                block,
                workload.vocabulary() - 1,
                workload.sequence(),
                engine,
                SamplingSpec.ancestral(calls, 1, 1),
                Sampler.Setup.of(workload.sequence()));
        int each = process == ProcessKind.AUTOREGRESSIVE ? workload.sequence() : workload.sequence() / block * calls;
        LatencySpec spec = new LatencySpec(List.of(batch), 1, warmup() * each, ITERATIONS);
        DecodingTimer.Times times = DecodingTimer.time(setup, spec, batch, folder);
        return Round.of(times.forks().get(0), times.peakMiB());
    }

    /** Returns what the peer is to do, by the names of its options. */
    Map<String, Object> peerOptions(Workload workload) {
        String kind = process == ProcessKind.AUTOREGRESSIVE ? "ar" : block == workload.sequence() ? "masked" : "block";
        return Map.of(
                "process", kind,
                "block", Math.max(1, block),
                "calls", Math.max(1, calls),
                "layers", workload.layers(),
                "width", workload.width(),
                "heads", workload.heads(),
                "length", workload.sequence(),
                "vocab", workload.vocabulary(),
                "batch", batch);
    }

    /** Returns the peer's arguments for the same work. */
    List<String> peerArguments(Workload workload, EngineSpec engine) {
        List<String> arguments = new ArrayList<>(List.of(decoding ? "decode" : "train"));
        peerOptions(workload).forEach((option, value) -> arguments.addAll(List.of("--" + option, value.toString())));
        int threads = engine.threads() == 0 ? Runtime.getRuntime().availableProcessors() : engine.threads();
        arguments.addAll(List.of("--threads", Integer.toString(threads)));
        arguments.addAll(List.of("--steps", Integer.toString(ITERATIONS), "--warmup", Integer.toString(warmup())));
        arguments.addAll(List.of(
                "--precision",
                engine.precision() == EngineSpec.Precision.BF16 ? "bf16" : "fp32",
                "--device",
                engine.device().toLowerCase(Locale.ROOT)));
        return arguments;
    }
}
