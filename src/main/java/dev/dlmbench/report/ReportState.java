package dev.dlmbench.report;

import static java.util.Objects.requireNonNullElse;

import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the suite is computed, and what its files are worth.
 *
 * @param standing how many points are there
 * @param failures what failed, and why
 * @param damage files that are not what was written, and so are left out
 * @param unchecked how many nodes carry no checksums
 */
public record ReportState(Standing standing, List<FailureLine> failures, List<String> damage, int unchecked) {

    /** How many points there are, and how many of them in what state. */
    public record Standing(int points, int complete, int failed, int damaged, int missing) {
        private static Standing of(SuiteResults results) {
            Map<NodeState.State, Integer> counts = new EnumMap<>(NodeState.State.class);
            results.index().points().forEach(point -> counts.merge(results.state(point), 1, Integer::sum));
            return new Standing(
                    results.index().points().size(),
                    counts.getOrDefault(NodeState.State.COMPLETE, 0),
                    counts.getOrDefault(NodeState.State.FAILED, 0),
                    counts.getOrDefault(NodeState.State.DAMAGED, 0),
                    counts.getOrDefault(NodeState.State.MISSING, 0));
        }
    }

    /** What failed. */
    public record FailureLine(String point, String seeds, String kind, String reason) {}

    static ReportState of(SuiteResults results) {
        return new ReportState(
                Standing.of(results),
                failures(results),
                results.damage().values().stream().distinct().sorted().toList(),
                (int) results.nodes().values().stream()
                        .filter(node -> !node.checksummed())
                        .count());
    }

    /** Seeds that failed for the same reason share a line. */
    private static List<FailureLine> failures(SuiteResults results) {
        Map<List<String>, List<String>> seeds = new LinkedHashMap<>();
        for (NodeState node : results.states()) {
            if (node.state() == NodeState.State.FAILED) {
                seeds.computeIfAbsent(
                                List.of(node.point(), node.kind(), requireNonNullElse(node.reason(), "")),
                                reason -> new ArrayList<>())
                        .add(Long.toString(node.seed()));
            }
        }
        return seeds.entrySet().stream()
                .map(line -> new FailureLine(
                        line.getKey().get(0),
                        String.join(", ", line.getValue()),
                        line.getKey().get(1),
                        line.getKey().get(2)))
                .toList();
    }
}
