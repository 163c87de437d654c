package dev.dlmbench.run;

import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.work.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workplace whose inputs are folders that a test fills. */
public final class FolderPlace implements WorkerContext {
    private final Path root;
    private final Map<String, NodeSpec> specs = new HashMap<>();
    private final Map<String, List<Measurement>> measurements = new HashMap<>();
    private final Map<String, String> provenance = new HashMap<>();

    public FolderPlace(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(folder());
    }

    /** Adds an input and returns its folder. */
    public Path add(String name, NodeSpec spec) throws IOException {
        specs.put(name, spec);
        return Files.createDirectories(input(name));
    }

    /** Has an input have measured something. */
    public void measured(String name, List<Measurement> values) {
        measurements.put(name, values);
    }

    @Override
    public List<Measurement> measurements(String hash) {
        return Optional.ofNullable(measurements.get(hash)).orElseThrow();
    }

    @Override
    public Path folder() {
        return root.resolve("folder");
    }

    @Override
    public Path scratch() {
        return root.resolve("scratch");
    }

    @Override
    public Path input(String hash) {
        return root.resolve("inputs").resolve(hash);
    }

    @Override
    public NodeSpec spec(String hash) {
        return Optional.ofNullable(specs.get(hash)).orElseThrow();
    }

    @Override
    public void progress(String stage, long done, long total, String detail) {}

    @Override
    public void provenance(String key, String value) {
        provenance.put(key, value);
    }

    @Override
    public String provenance(String key) {
        return provenance.getOrDefault(key, "unknown");
    }
}
