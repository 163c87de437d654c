package dev.dlmbench.speed;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.DecodingBenchmark;
import dev.dlmbench.evaluation.SetupFile;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.work.LatencyWork;
import dev.dlmbench.work.ModelCache;
import dev.dlmbench.work.StoredNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Times how fast two builds of the program decode with the same model, in processes that take turns. */
public final class SideBySide {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final ResultStore store;
    private final DataFolder data;

    /** Prepares timing of the points of {@code plan}, whose models are in {@code store}. */
    public SideBySide(Plan plan, ResultStore store, DataFolder data) {
        this.plan = plan;
        this.store = store;
        this.data = data;
    }

    /**
     * Writes what a process needs to decode as a point does.
     *
     * @throws InvalidSettingException if the point's model is not trained yet
     */
    public Path setup(String point, Path folder) throws IOException {
        PointEntry entry = plan.index().points().stream()
                .filter(candidate -> candidate.id().equals(point))
                .findFirst()
                .orElseThrow();
        String hash = entry.seeds().get(0).nodes().getOrDefault(NodeKind.LATENCY.id(), "");
        NodeSpec.Latency spec = plan.nodes().stream()
                .filter(node -> node.hash().equals(hash))
                .map(node -> (NodeSpec.Latency) node.spec())
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("nothing is timed at " + point));
        if (!store.has(spec.model())) {
            throw new InvalidSettingException("the model of " + point + " is not trained yet; dlm run trains it");
        }
        Path file = folder.resolve("setup.json");
        StoredNodes nodes = new StoredNodes(store, plan.texts());
        SetupFile.write(file, LatencyWork.setup(new ModelCache(data), spec, nodes));
        return file;
    }

    /**
     * Decodes in this process and returns the milliseconds of the decodings that count.
     *
     * @param setup that {@link #setup} wrote, perhaps of another build
     * @param batch sequences side by side
     * @param warmup decodings before those that count
     * @param iterations decodings that count
     */
    public static List<Double> decode(Path setup, int batch, int warmup, int iterations) throws IOException {
        DecodingBenchmark work = new DecodingBenchmark();
        work.setup = setup.toString();
        work.batch = batch;
        work.load();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < warmup + iterations; i++) {
            long start = System.nanoTime();
            work.decode();
            if (i >= warmup) {
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        work.close();
        return times;
    }

    /**
     * Runs a build's hidden command for {@link #decode} in a process of its own and returns the median.
     *
     * @param worker the build's command
     * @throws InvalidSettingException if the build cannot do it
     */
    public static double median(WorkerCommand worker, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        WorkerCommand.Ended ended = worker.runToEnd(log);
        if (ended.exitCode() != 0) {
            throw new InvalidSettingException("a build cannot decode: " + last(Files.readString(log)));
        }
        return Moments.median(JSON.readValue(last(ended.output()), new TypeReference<List<Double>>() {}).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static String last(String text) {
        return text.lines().reduce("", (before, line) -> line);
    }
}
