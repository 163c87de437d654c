package dev.dlmbench.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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

/** Decodes one batch of sequences per call; {@link DecodingTimer} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodingBenchmark {
    /** The JSON file of a {@link DecodingSetup}. */
    @Param("")
    public String setup = "";

    /** How many sequences are decoded side by side. */
    @Param("1")
    public int batch;

    /** How many network calls come before the first decoding; whole decodings, one at least unless it is 0. */
    @Param("0")
    public int warmup;

    private @Nullable Loaded loaded;
    private final List<DecodingTimer.Decoding> decodings = new ArrayList<>();
    private int decoded;

    private record Loaded(DecodingSetup setup, TorchSession session, Denoiser denoiser, Sampler sampler) {}

    /** Loads the model. */
    @Setup
    public void load() throws IOException {
        DecodingSetup read = SetupFile.read(Path.of(setup));
        TorchSession session = TorchSession.start(read.engine());
        new ObjectMapper().writeValue(DecodingTimer.engineFile(Path.of(setup)).toFile(), session.description());
        Loaded model = new Loaded(read, session, read.denoiser(session), read.sampler(read.companion(session)));
        warmUp(warmup, number -> model.sampler()
                .draw(
                        model.denoiser(),
                        read.conditions(number, batch),
                        new Seeds(number).child("warm-up"), // others than those that count
                        0,
                        Watcher.NONE));
        loaded = model;
    }

    /**
     * Decodes until so many network calls are made, so that methods with many and with few calls are equally warm.
     *
     * @param decode draws a batch, by the number of the decoding
     * @return how many decodings that took
     */
    static int warmUp(int calls, IntFunction<List<DrawnSequence>> decode) {
        int decodings = 0;
        for (long made = 0; made < calls; decodings++) {
            // rows that are finished take part in no further call
            made += decode.apply(decodings).stream()
                    .mapToLong(sample -> Math.max(1, sample.calls().all()))
                    .max()
                    .orElseThrow();
        }
        return decodings;
    }

    /** Decodes; every call draws other sequences. */
    @Benchmark
    public List<DrawnSequence> decode() {
        Loaded model = Objects.requireNonNull(loaded);
        FirstTokens first = new FirstTokens();
        List<SequenceCondition> conditions = model.setup().conditions(decoded, batch);
        List<DrawnSequence> samples =
                model.sampler().draw(model.denoiser(), conditions, new Seeds(decoded++), 0, first);
        decodings.add(DecodingTimer.Decoding.of(first.millis, samples, conditions));
        return samples;
    }

    /** Stops the clock when the first token, or block of tokens, is drawn. */
    private static final class FirstTokens implements Watcher {
        private final long start = System.nanoTime();
        private double millis;

        @Override
        public void grown(int tokens) {
            if (millis == 0) {
                millis = (System.nanoTime() - start) / 1e6;
            }
        }
    }

    /** Writes down what the decodings were like, and frees the model. */
    @TearDown
    public void close() throws IOException {
        Path file = DecodingTimer.decodingsFile(Path.of(setup));
        Files.writeString(
                file,
                new ObjectMapper().writeValueAsString(decodings) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Loaded model = Objects.requireNonNull(loaded);
        model.denoiser().close();
        model.session().close();
    }
}
