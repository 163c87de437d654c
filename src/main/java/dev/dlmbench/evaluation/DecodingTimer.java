package dev.dlmbench.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.statistics.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Times decoding with JMH, in JVMs that do nothing else. */
public final class DecodingTimer {
    /** What the clock runs for: {@link DecodingBenchmark#decode}. */
    public static final String TIMED =
            "from the call of the sampler to the last token in the host's memory: conditions,"
                    + " all network calls, draws and the cache are within; loading the model, warm-up, tokenizing and writing text"
                    + " are outside";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DecodingTimer() {}

    /**
     * The times of one batch size.
     *
     * @param batch sequences decoded side by side
     * @param forks milliseconds of every decoding that counts, per JVM
     * @param firsts milliseconds to the first drawn token or block of each of these decodings, per JVM
     * @param tokens drawn in each of these decodings, in all of its sequences, per JVM
     * @param engine what computed there: device, precision, threads, versions
     * @param peakMiB the largest resident set of any of the JVMs; NaN where the system does not tell
     */
    public record Times(
            int batch,
            List<List<Double>> forks,
            List<List<Double>> firsts,
            List<List<Long>> tokens,
            Map<String, String> engine,
            double peakMiB) {

        /** Returns how many decodings count. */
        public int count() {
            return forks.stream().mapToInt(List::size).sum();
        }

        /** Returns the median time of each JVM, which are what scatters: decodings of one JVM share its luck. */
        public double[] medians() {
            return medians(forks);
        }

        /** Returns the median time to the first tokens of each JVM. */
        public double[] firstMedians() {
            return medians(firsts);
        }

        /** Returns each JVM's median time that a decoding took for a token; decodings may differ in their tokens. */
        public double[] tokenMedians() {
            return medians(IntStream.range(0, forks.size())
                    .mapToObj(fork -> IntStream.range(0, forks.get(fork).size())
                            .mapToObj(i ->
                                    forks.get(fork).get(i) / tokens.get(fork).get(i))
                            .toList())
                    .toList());
        }

        private static double[] medians(List<List<Double>> times) {
            return times.stream()
                    .mapToDouble(fork -> Moments.median(
                            fork.stream().mapToDouble(Double::doubleValue).toArray()))
                    .toArray();
        }
    }

    /**
     * What a JVM tells of one decoding.
     *
     * @param first milliseconds to the first drawn token or block
     * @param tokens drawn, in all sequences
     */
    record Decoding(double first, long tokens) {

        /** Counts the tokens that {@code samples} have behind what was given. */
        static Decoding of(double first, List<DrawnSequence> samples, List<SequenceCondition> conditions) {
            long tokens = 0;
            for (int i = 0; i < samples.size(); i++) {
                tokens += samples.get(i).tokens().length - conditions.get(i).prompt();
            }
            return new Decoding(first, tokens);
        }
    }

    /**
     * Times decoding at one batch size.
     *
     * @param folder for JMH's own log and the setup
     */
    public static Times time(DecodingSetup setup, LatencySpec spec, int batch, Path folder) throws IOException {
        Path file = folder.resolve("setup.json");
        SetupFile.write(file, setup);
        Files.deleteIfExists(decodingsFile(file));
        ForkedTimes.Times times = ForkedTimes.measure(
                DecodingBenchmark.class,
                Map.of(
                        "setup", file.toString(),
                        "batch", Integer.toString(batch),
                        "warmup", Integer.toString(spec.warmupCalls())),
                spec.forks(),
                1, // what JMH itself does for the first time
                spec.iterations());
        List<List<Decoding>> decodings = new ArrayList<>();
        for (String line : Files.readAllLines(decodingsFile(file))) {
            List<Decoding> all = JSON.readValue(line, new TypeReference<List<Decoding>>() {});
            decodings.add(all.subList(all.size() - spec.iterations(), all.size()));
        }
        return new Times(
                batch,
                times.forks(),
                decodings.stream()
                        .map(fork -> fork.stream().map(Decoding::first).toList())
                        .toList(),
                decodings.stream()
                        .map(fork -> fork.stream().map(Decoding::tokens).toList())
                        .toList(),
                JSON.readValue(engineFile(file).toFile(), new TypeReference<Map<String, String>>() {}),
                times.peakMiB());
    }

    /** Returns the file that timing JVMs add a line to: what each of their decodings was like. */
    static Path decodingsFile(Path setup) {
        return setup.resolveSibling("decodings.jsonl");
    }

    /** Returns the file that a timing JVM describes its engine in. */
    static Path engineFile(Path setup) {
        return setup.resolveSibling("engine.json");
    }
}
