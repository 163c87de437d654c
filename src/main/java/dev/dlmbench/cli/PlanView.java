package dev.dlmbench.cli;

import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.run.History;
import dev.dlmbench.run.Node;
import dev.dlmbench.run.NodeKind;
import dev.dlmbench.run.NodeSpec;
import dev.dlmbench.run.NodeStatus;
import dev.dlmbench.run.NodeStatus.State;
import dev.dlmbench.run.Plan;
import dev.dlmbench.run.PlanFacts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is printed.
 *
 * @param suite the name
 * @param points in the order of the suite; a node that points share is counted for the first of them
 * @param nodes every node once
 * @param cached how many nodes are there
 * @param fresh how many are to be computed
 * @param failed how many have failed for good
 * @param seconds the expected time with one worker; absent where nothing is known
 * @param missing files that a run will need
 */
record PlanView(
        String suite,
        List<Row> points,
        List<NodeRow> nodes,
        long cached,
        long fresh,
        long failed,
        @Nullable Double seconds,
        List<String> missing) {

    /** One point. */
    record Row(
            String id,
            int seeds,
            @Nullable Long parameters,
            long tokens,
            long steps,
            long cached,
            long fresh,
            long failed,
            @Nullable Double seconds) {}

    /** One node. */
    record NodeRow(String kind, String label, String hash, String state, String why) {}

    static PlanView of(Plan plan, PlanFacts facts, History history) {
        Map<String, Node> byHash = new LinkedHashMap<>();
        plan.nodes().forEach(node -> byHash.put(node.hash(), node));
        Set<String> counted = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (PointEntry point : plan.index().points()) {
            List<Node> nodes = new ArrayList<>();
            for (SeedEntry seed : point.seeds()) {
                for (String hash : seed.nodes().values()) {
                    if (counted.add(hash)) {
                        nodes.add(byHash.get(hash));
                    }
                }
            }
            rows.add(row(plan, point, nodes, byHash, facts, history));
        }
        List<NodeRow> nodes = plan.nodes().stream()
                .map(node -> {
                    NodeStatus status = plan.status(node.hash());
                    String state = status.state().name().toLowerCase(Locale.ROOT);
                    return new NodeRow(node.kind().id(), node.label(), node.hash(), state, status.why());
                })
                .toList();
        return new PlanView(
                plan.index().suite(),
                rows,
                nodes,
                plan.nodes(State.CACHED).size(),
                plan.nodes(State.NEW).size(),
                plan.nodes(State.FAILED).size(),
                boxed(history.expected(plan.nodes(State.NEW))),
                plan.nodes().stream()
                        .map(Node::spec)
                        .filter(NodeSpec.Data.class::isInstance)
                        .flatMap(spec -> facts.missing(((NodeSpec.Data) spec).data()).stream())
                        .distinct()
                        .toList());
    }

    private static Row row(
            Plan plan, PointEntry point, List<Node> nodes, Map<String, Node> byHash, PlanFacts facts, History history) {
        Node trained = byHash.get(point.seeds().get(0).nodes().getOrDefault(NodeKind.TRAIN.id(), ""));
        NodeSpec.Train model = trained != null && trained.spec() instanceof NodeSpec.Train train ? train : null;
        List<Node> fresh = in(plan, nodes, State.NEW);
        return new Row(
                point.id(),
                point.seeds().size(),
                model == null
                        ? null
                        : facts.parameters(model).stream().boxed().findFirst().orElse(null),
                model == null ? 0 : model.training().tokens(),
                model == null ? 0 : model.training().steps(model.data().sequence()),
                in(plan, nodes, State.CACHED).size(),
                fresh.size(),
                in(plan, nodes, State.FAILED).size(),
                boxed(history.expected(fresh)));
    }

    private static List<Node> in(Plan plan, List<Node> nodes, State state) {
        return nodes.stream()
                .filter(node -> plan.status(node.hash()).state() == state)
                .toList();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    void print(PrintWriter out, Paint paint) {
        out.printf(
                Locale.ROOT,
                "Suite %s: %s, %s: %d there, %d to compute, %d failed%n%n",
                suite,
                Words.counted(points.size(), "point"),
                Words.counted(nodes.size(), "node"),
                cached,
                fresh,
                failed);
        TextTable table =
                new TextTable("point", "seeds", "parameters", "tokens", "steps", "there", "new", "failed", "time");
        for (Row row : points) {
            table.row(
                    row.id,
                    row.seeds,
                    row.parameters == null ? "unknown" : Words.count(row.parameters),
                    Words.count(row.tokens),
                    Words.count(row.steps),
                    row.cached,
                    row.fresh,
                    row.failed,
                    row.fresh == 0 ? "" : time(row.seconds));
        }
        table.print(out);
        out.println();
        for (NodeRow node : nodes) {
            String line = node.state + "  " + node.kind + " " + node.label + ": " + node.why;
            if (!node.why.isEmpty()) {
                out.println(node.state.equals("failed") ? paint.bad(line) : paint.dim(line));
            }
        }
        missing.forEach(file -> out.println("A run needs " + file + ", which is not there."));
        out.println("Expected time with one worker: " + (fresh == 0 ? "none" : time(seconds)));
    }

    private static String time(@Nullable Double seconds) {
        return seconds == null ? "unknown" : Words.seconds(seconds);
    }
}
