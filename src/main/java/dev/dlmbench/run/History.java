package dev.dlmbench.run;

import dev.dlmbench.results.DamagedNodeException;
import dev.dlmbench.results.NodeRecord;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How long nodes took so far. */
public final class History {
    private final Map<NodeKind, List<Double>> seconds = new EnumMap<>(NodeKind.class);

    /** Returns what the provenance of the store's nodes says. */
    public static History of(ResultStore store) throws IOException {
        History history = new History();
        for (String hash : store.nodes()) {
            Optional<NodeRecord> record;
            try {
                record = store.readUnchecked(hash);
            } catch (DamagedNodeException e) {
                continue;
            }
            if (record.isPresent() && record.get().seconds().isPresent()) {
                double spent = record.get().seconds().getAsDouble();
                NodeKind.byId(record.get().spec().path("kind").asText()).ifPresent(kind -> history.add(kind, spent));
            }
        }
        return history;
    }

    /** Adds a node that took {@code spent} seconds. */
    public synchronized void add(NodeKind kind, double spent) {
        seconds.computeIfAbsent(kind, any -> new ArrayList<>()).add(spent);
    }

    /** Returns the median time of one node, in seconds, if there has been any. */
    public synchronized OptionalDouble median(NodeKind kind) {
        List<Double> sorted =
                seconds.getOrDefault(kind, List.of()).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /** Returns the sum of the medians of {@code nodes}, in seconds, if every kind has been seen. */
    public OptionalDouble expected(List<Node> nodes) {
        double sum = 0;
        for (Node node : nodes) {
            OptionalDouble median = median(node.kind());
            if (median.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += median.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }
}
