package dev.dlmbench.report;

import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.store.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where, when and with what the nodes of one kind were computed.
 *
 * @param kind of node
 * @param nodes how many there are
 * @param facts names and values, what all nodes agree on as one value
 */
public record ProvenanceTable(String kind, int nodes, Map<String, String> facts) {
    private static final int SHOWN = 3;

    /** Returns one table for each kind of node, in the order in which they are computed. */
    static List<ProvenanceTable> of(SuiteResults results) {
        Map<String, Set<String>> byKind = new LinkedHashMap<>();
        for (NodeState state : results.states()) {
            byKind.computeIfAbsent(state.kind(), kind -> new LinkedHashSet<>()).add(state.hash());
        }
        List<ProvenanceTable> tables = new ArrayList<>();
        byKind.forEach((kind, hashes) -> {
            Map<String, List<String>> values = new TreeMap<>();
            int nodes = 0;
            for (String hash : hashes) {
                NodeRecord node = results.nodes().get(hash);
                if (node != null) {
                    nodes++;
                    node.provenanceWords()
                            .forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>())
                                    .add(value));
                }
            }
            if (nodes > 0) {
                Map<String, String> facts = new LinkedHashMap<>();
                values.forEach((name, found) -> facts.put(name, summed(found)));
                tables.add(new ProvenanceTable(kind, nodes, facts));
            }
        });
        return tables;
    }

    private static String summed(List<String> values) {
        List<String> distinct = values.stream().distinct().sorted().toList();
        if (distinct.size() == 1) {
            return distinct.get(0);
        }
        if (distinct.stream().allMatch(value -> value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?"))) {
            double low = values.stream().mapToDouble(Double::parseDouble).min().orElseThrow();
            double high = values.stream().mapToDouble(Double::parseDouble).max().orElseThrow();
            double sum = values.stream().mapToDouble(Double::parseDouble).sum();
            return ReportWords.significant(low) + " to " + ReportWords.significant(high) + ", in all "
                    + ReportWords.significant(sum);
        }
        String shown = String.join("; ", distinct.subList(0, Math.min(SHOWN, distinct.size())));
        return distinct.size() <= SHOWN ? shown : shown + "; and " + (distinct.size() - SHOWN) + " more";
    }
}
