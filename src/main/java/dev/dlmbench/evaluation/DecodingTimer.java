package dev.dlmbench.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.statistics.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Times decoding with JMH, in JVMs that do nothing else. */
public final class DecodingTimer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DecodingTimer() {}

    /**
     * The times of one batch size.
     *
     * @param batch sequences decoded side by side
     * @param forks milliseconds of every decoding that counts, per JVM
     * @param firsts milliseconds to the first finished token or block of each of these decodings, per JVM
     * @param engine what computed there: device, precision, threads, versions
     * @param peakMiB the largest resident set of any of the JVMs; NaN where the system does not tell
     */
    public record Times(
            int batch,
            List<List<Double>> forks,
            List<List<Double>> firsts,
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

        private static double[] medians(List<List<Double>> times) {
            return times.stream()
                    .mapToDouble(fork -> Moments.median(
                            fork.stream().mapToDouble(Double::doubleValue).toArray()))
                    .toArray();
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
        Files.deleteIfExists(firstsFile(file));
        ForkedTimes.Times times = ForkedTimes.measure(
                DecodingBenchmark.class,
                Map.of(
                        "setup", file.toString(),
                        "batch", Integer.toString(batch),
                        "warmup", Integer.toString(spec.warmupCalls())),
                spec.forks(),
                1, // what JMH itself does for the first time
                spec.iterations());
        List<List<Double>> firsts = new ArrayList<>();
        for (String line : Files.readAllLines(firstsFile(file))) {
            List<Double> all = JSON.readValue(line, new TypeReference<List<Double>>() {});
            firsts.add(all.subList(all.size() - spec.iterations(), all.size()));
        }
        return new Times(
                batch,
                times.forks(),
                firsts,
                JSON.readValue(engineFile(file).toFile(), new TypeReference<Map<String, String>>() {}),
                times.peakMiB());
    }

    /** Returns the file that timing JVMs add a line to: when the first tokens of each decoding came. */
    static Path firstsFile(Path setup) {
        return setup.resolveSibling("firsts.jsonl");
    }

    /** Returns the file that a timing JVM describes its engine in. */
    static Path engineFile(Path setup) {
        return setup.resolveSibling("engine.json");
    }
}
