package dev.dlmbench.analysis;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.statistics.LossTrend;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The nodes of a suite as they are read, each once; those that are damaged are left out and named. */
final class ReadNodes {
    private final ResultStore store;
    private final Map<String, NodeRecord> nodes = new TreeMap<>();
    private final Map<String, String> damage = new TreeMap<>();
    private final Map<String, LossTrend> trends = new TreeMap<>();
    private final Map<String, List<ExampleScore>> examples = new TreeMap<>();

    ReadNodes(ResultStore store) {
        this.store = store;
    }

    /** Reads a node, if it is there and sound. */
    Optional<NodeRecord> read(String hash) {
        if (!nodes.containsKey(hash) && !damage.containsKey(hash)) {
            try {
                Optional<NodeRecord> node = store.read(hash);
                if (node.isPresent()) {
                    trend(node.get()).ifPresent(trend -> trends.put(hash, trend));
                    examples.put(hash, Parts.examples(node.get()));
                    nodes.put(hash, node.get());
                }
            } catch (IOException e) {
                damage.put(hash, said(e));
            }
        }
        return Optional.ofNullable(nodes.get(hash));
    }

    private static Optional<LossTrend> trend(NodeRecord node) throws IOException {
        Path file = node.folder().resolve(NodeFiles.TRAINING);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<TrainingStep> steps = JsonLines.read(file, TrainingStep.class);
        return LossTrend.of(
                steps.stream().mapToDouble(TrainingStep::loss).toArray(),
                steps.stream().mapToDouble(TrainingStep::learningRate).toArray());
    }

    private static String said(IOException fault) {
        return fault instanceof NoSuchFileException
                ? fault.getMessage() + ": missing"
                : Objects.requireNonNullElse(fault.getMessage(), "unreadable");
    }

    /** Returns the nodes that are there, sorted by address. */
    Map<String, NodeRecord> nodes() {
        return nodes;
    }

    /** Returns what is wrong with the nodes that are left out, the file named, by address. */
    Map<String, String> damage() {
        return damage;
    }

    /** Returns what shares are at each example of a task, by the address of the node that keeps it. */
    List<ExampleScore> examples(String hash) {
        return examples.getOrDefault(hash, List.of());
    }

    /** Returns how the losses of models were moving when their training ended, by the model's address. */
    Map<String, LossTrend> trends() {
        return trends;
    }
}
