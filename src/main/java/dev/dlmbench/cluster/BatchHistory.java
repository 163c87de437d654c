package dev.dlmbench.cluster;

import dev.dlmbench.cluster.ElementOutcome.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What all batches of a store together say about nodes and machines. */
final class BatchHistory {
    /** Workers lost on one machine over so many different nodes, and it is not used any more. */
    private static final int BAD_MACHINE = 3;

    private final Map<String, RetryHistory> pasts = new HashMap<>();
    private final Map<String, String> inFlight = new HashMap<>();
    private final Map<String, Set<String>> losses = new TreeMap<>();

    private BatchHistory() {}

    /** Reads the batches, oldest first. */
    static BatchHistory of(List<BatchFolder> batches) throws IOException {
        BatchHistory batchHistory = new BatchHistory();
        for (BatchFolder folder : batches) {
            if (!folder.closedWell()) {
                batchHistory.add(folder);
            }
        }
        return batchHistory;
    }

    private void add(BatchFolder folder) throws IOException {
        Batch batch = folder.batch();
        for (Element element : folder.elements()) {
            Optional<ElementOutcome> conclusion = folder.concluded(element.index());
            for (String hash : element.hashes()) {
                if (conclusion.isEmpty()) {
                    inFlight.put(hash, folder.name());
                } else {
                    pasts.put(hash, past(hash).and(conclusion.get(), batch.site()));
                }
            }
            conclusion
                    .filter(end -> end.kind() == Kind.LOST && !end.machine().isEmpty())
                    .ifPresent(end -> losses.computeIfAbsent(end.machine(), machine -> new TreeSet<>())
                            .add(element.hashes().get(0)));
        }
    }

    RetryHistory past(String hash) {
        return pasts.getOrDefault(hash, RetryHistory.NONE);
    }

    /** Returns the name of the batch that has a node and is not over. */
    Optional<String> inFlight(String hash) {
        return Optional.ofNullable(inFlight.get(hash));
    }

    /** Returns the machines on which workers were lost whatever they did. */
    Set<String> badMachines() {
        Set<String> bad = new TreeSet<>();
        losses.forEach((machine, nodes) -> {
            if (nodes.size() >= BAD_MACHINE) {
                bad.add(machine);
            }
        });
        return bad;
    }
}
