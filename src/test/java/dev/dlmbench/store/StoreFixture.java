package dev.dlmbench.store;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.Json;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store of small nodes whose addresses are those of their specs, as a run would leave it. */
public final class StoreFixture {
    private final Path root;
    private final ResultStore store;

    public StoreFixture(Path root) {
        this.root = root;
        this.store = ResultStore.open(root);
    }

    public ResultStore store() {
        return store;
    }

    /** Commits a node of the given name that reads {@code inputs}, and returns its address. */
    public String node(String name, String... inputs) throws IOException {
        String hash = address(name, inputs);
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(spec(name, inputs));
            attempt.writeMeasurements(List.of(
                    Measurement.of(Metric.NLL, name.length(), 4, Map.of()),
                    Measurement.of(Metric.PEAK_MEMORY, 100, 1, Map.of())));
            attempt.writeProvenance(Map.of("device", "cpu"));
            Files.writeString(attempt.folder().resolve("log.txt"), "log of " + name + "\n");
            Files.writeString(attempt.folder().resolve("tokens.jsonl"), "[1,2,3]\n[4]\n");
            Files.createDirectory(attempt.folder().resolve("checkpoint"));
            Files.write(attempt.folder().resolve("checkpoint/model.safetensors"), new byte[1000]);
            if (!attempt.commit()) {
                throw new IllegalStateException("somebody else fills the store");
            }
        }
        return hash;
    }

    /** Returns the address of such a node, whether or not it is there. */
    public static String address(String name, String... inputs) {
        return Hashes.of(spec(name, inputs));
    }

    private static String spec(String name, String... inputs) {
        return "{\"codeVersion\":1,\"kind\":\"train\",\"spec\":{\"contentHash\":\"" + Hashes.of("text")
                + "\",\"inputs\":" + Json.line(inputs) + ",\"name\":\"" + name + "\"}}";
    }

    /** Writes the index of a suite with one point, whose seeds have a node each. */
    public SuiteIndex suite(String name, String... nodes) throws IOException {
        List<SeedEntry> seeds = new ArrayList<>();
        for (String node : nodes) {
            seeds.add(new SeedEntry(seeds.size() + 1, Map.of("train", node)));
        }
        PointEntry point = new PointEntry("p", "p", Map.of(), "masked", 4, 16, Map.of("k", "v"), seeds);
        SuiteIndex index = new SuiteIndex(
                name,
                "Title of " + name,
                name + ".yaml",
                "suite: " + name + "\n",
                List.of("nll"),
                List.of(),
                List.of("main"),
                Commentary.NONE,
                List.of(),
                List.of(point));
        store.writeIndex(index);
        return index;
    }

    /** Turns the store into one of format 1, from before there were checksums, claims and copies of indexes. */
    public ResultStore age() throws IOException {
        Files.delete(root.resolve("FORMAT"));
        for (String hash : store.nodes()) {
            Files.delete(store.node(hash).resolve("SHA256SUMS"));
            Files.writeString(store.node(hash).resolve("STATUS"), "complete\n");
        }
        for (String suite : store.suites()) {
            Path folder = root.resolve("suites").resolve(suite);
            Files.delete(folder.resolve("index.copy.json"));
            Path index = folder.resolve("index.json");
            Files.writeString(
                    index,
                    Files.readString(index)
                            .replaceAll("(?s)  \"commentary\" : \\{.*?\\n  \\},\\n", "")
                            .replaceAll("  \"claims\" : .*?,\\n", ""));
        }
        return ResultStore.open(root);
    }

    /** Returns every file below {@code folder} with its digest, and every folder. */
    public static Map<String, String> content(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.collect(Collectors.toMap(
                    file -> folder.relativize(file).toString(), StoreFixture::digest, (a, b) -> a, TreeMap::new));
        }
    }

    private static String digest(Path file) {
        try {
            return Files.isDirectory(file) ? "folder" : Hashes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
