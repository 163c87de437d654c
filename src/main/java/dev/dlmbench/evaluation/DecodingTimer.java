package dev.dlmbench.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
     * @param engine what computed there: device, precision, threads, versions
     */
    public record Times(int batch, List<List<Double>> forks, Map<String, String> engine) {

        /** Returns all milliseconds in rising order. */
        public double[] sorted() {
            return forks.stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
        }

        /** Returns the smallest time that at least a share {@code q} of the decodings did not exceed. */
        public double quantile(double q) {
            double[] sorted = sorted();
            return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
        }
    }

    /**
     * Times decoding at one batch size.
     *
     * @param folder for JMH's own log and the setup
     */
    public static Times time(DecodingSetup setup, LatencySpec spec, int batch, Path folder) throws IOException {
        Path file = folder.resolve("setup.json");
        JSON.writeValue(file.toFile(), setup);
        List<List<Double>> forks = ForkedTimes.measure(
                DecodingBenchmark.class,
                Map.of("setup", file.toString(), "batch", Integer.toString(batch)),
                spec.forks(),
                spec.warmup(),
                spec.iterations());
        return new Times(
                batch, forks, JSON.readValue(engineFile(file).toFile(), new TypeReference<Map<String, String>>() {}));
    }

    /** Returns the file that a timing JVM describes its engine in. */
    static Path engineFile(Path setup) {
        return setup.resolveSibling("engine.json");
    }
}
