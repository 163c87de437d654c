package dev.dlmbench.analysis;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The documents or samples that a node's value is pooled over, where the node keeps them. */
public final class Parts {
    private Parts() {}

    /** Returns nats and tokens of each document or sample that a value is pooled over; nothing if they are not kept. */
    public static double[][] of(NodeRecord node, Metric metric) throws IOException {
        return switch (metric.pooling()) {
            case TOKENS_OF_DOCUMENTS -> documents(node);
            case TOKENS_OF_SAMPLES ->
                read(node, NodeFiles.SCORES, SampleScore.class, SampleScore::nats, SampleScore::tokens);
            case CHARACTERS_OF_DOCUMENTS, DOCUMENTS, EXAMPLES, SAMPLES, JVMS, REPETITIONS -> new double[0][];
        };
    }

    /** Returns nats and tokens of each test document that a likelihood is of; nothing if they are not kept. */
    public static double[][] documents(NodeRecord node) throws IOException {
        return read(node, NodeFiles.DOCUMENTS, DocumentScore.class, DocumentScore::nats, DocumentScore::tokens);
    }

    /** Returns what bounds these from below; nothing where nothing does. */
    public static double[][] lower(NodeRecord node) throws IOException {
        return read(node, NodeFiles.LOWER, DocumentScore.class, DocumentScore::nats, DocumentScore::tokens);
    }

    /** Returns what shares are at each example of a task, in its order; nothing if that is not kept. */
    public static List<ExampleScore> examples(NodeRecord node) throws IOException {
        Path file = node.folder().resolve(NodeFiles.EXAMPLES);
        return Files.exists(file) ? JsonLines.read(file, ExampleScore.class) : List.of();
    }

    private static <T> double[][] read(
            NodeRecord node, String name, Class<T> type, ToDoubleFunction<T> nats, ToDoubleFunction<T> tokens)
            throws IOException {
        Path file = node.folder().resolve(name);
        if (!Files.exists(file)) {
            return new double[0][];
        }
        return JsonLines.read(file, type).stream()
                .map(part -> new double[] {nats.applyAsDouble(part), tokens.applyAsDouble(part)})
                .toArray(double[][]::new);
    }
}
