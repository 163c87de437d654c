package dev.dlmbench.cli;

import dev.dlmbench.forecast.Efforts;
import dev.dlmbench.forecast.Forecast;
import dev.dlmbench.forecast.History;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.NodeStatus;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.terminal.Paint;
import dev.dlmbench.terminal.Terminal;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param seconds the expected time with one worker, of those nodes of which anything is known
 * @param least seconds that it probably takes
 * @param most seconds that it probably takes
 * @param unknown kinds of nodes to be computed of which nothing is known to scale by
 * @param missing files that a run will need
 */
record PlanView(
        String suite,
        List<Row> points,
        List<NodeRow> nodes,
        long cached,
        long fresh,
        long failed,
        double seconds,
        double least,
        double most,
        List<String> unknown,
        List<String> missing) {

    /** Beyond this factor between the probable ends a single figure would say too much. */
    private static final double NARROW = 1.5;

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
        Times times = new Times(Efforts.of(plan, facts), history.outlook());
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
            rows.add(row(plan, point, nodes, byHash, facts, times));
        }
        List<NodeRow> nodes = plan.nodes().stream()
                .map(node -> {
                    NodeStatus status = plan.status(node.hash());
                    String state = status.state().name().toLowerCase(Locale.ROOT);
                    return new NodeRow(node.kind().id(), node.label(), node.hash(), state, status.why());
                })
                .toList();
        List<Node> fresh = plan.nodes(State.NEW);
        Forecast known = times.ofKnown(fresh);
        Forecast all =
                known.equals(Forecast.NONE) ? known : Forecast.sum(List.of(known, Forecast.ofWorkers(workers(plan))));
        return new PlanView(
                plan.index().suite(),
                rows,
                nodes,
                plan.nodes(State.CACHED).size(),
                fresh.size(),
                plan.nodes(State.FAILED).size(),
                all.seconds(),
                all.least(),
                all.most(),
                times.unknown(fresh),
                plan.nodes().stream()
                        .map(Node::spec)
                        .filter(NodeSpec.Data.class::isInstance)
                        .flatMap(spec -> facts.missing(((NodeSpec.Data) spec).data()).stream())
                        .distinct()
                        .toList());
    }

    private static Row row(
            Plan plan, PointEntry point, List<Node> nodes, Map<String, Node> byHash, PlanFacts facts, Times times) {
        Node predictor = byHash.get(point.seeds().get(0).model());
        ModelSpec.KnownNetwork network =
                predictor != null && predictor.spec() instanceof ModelSpec.KnownNetwork model ? model : null;
        ModelSpec.Train trained = network instanceof ModelSpec.Train train ? train : null;
        List<Node> fresh = in(plan, nodes, State.NEW);
        return new Row(
                point.id(),
                point.seeds().size(),
                network == null
                        ? null
                        : facts.parameters(network).stream().boxed().findFirst().orElse(null),
                trained == null ? 0 : trained.training().tokens(),
                trained == null ? 0 : trained.training().steps(trained.data().sequence()),
                in(plan, nodes, State.CACHED).size(),
                fresh.size(),
                in(plan, nodes, State.FAILED).size(),
                times.unknown(fresh).isEmpty() ? times.ofKnown(fresh).seconds() : null);
    }

    /** Returns how many processes it takes: one for each job, and one more for its timings, which come last. */
    private static int workers(Plan plan) {
        return (int) plan.jobs().stream()
                .flatMap(job -> in(plan, job.nodes(), State.NEW).stream()
                        .map(node -> node.kind() == NodeKind.LATENCY)
                        .distinct())
                .count();
    }

    /** How long nodes will take. */
    private record Times(Efforts efforts, History.Outlook outlook) {
        Optional<Forecast> of(Node node) {
            return efforts.of(node.hash()).flatMap(outlook::forecast);
        }

        Forecast ofKnown(List<Node> nodes) {
            return Forecast.sum(
                    nodes.stream().flatMap(node -> of(node).stream()).toList());
        }

        List<String> unknown(List<Node> nodes) {
            Set<String> kinds = new TreeSet<>();
            nodes.stream()
                    .filter(node -> of(node).isEmpty())
                    .forEach(node -> kinds.add(node.kind().id()));
            return List.copyOf(kinds);
        }
    }

    private static List<Node> in(Plan plan, List<Node> nodes, State state) {
        return nodes.stream()
                .filter(node -> plan.status(node.hash()).state() == state)
                .toList();
    }

    void print(PrintWriter out, Paint paint, Terminal terminal) {
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
                    row.fresh == 0 ? "" : row.seconds == null ? "unknown" : Words.seconds(row.seconds));
        }
        table.print(out, terminal);
        out.println();
        for (NodeRow node : nodes) {
            String line = node.state + "  " + node.kind + " " + node.label + ": " + node.why;
            if (!node.why.isEmpty()) {
                out.println(node.state.equals("failed") ? paint.bad(line) : paint.dim(line));
            }
        }
        missing.forEach(file -> out.println("A run needs " + file + ", which is not there."));
        out.println("Expected time with one worker: " + time());
    }

    private String time() {
        if (fresh == 0) {
            return "none";
        }
        String range = most <= NARROW * seconds
                ? ""
                : ", probably between " + Words.seconds(least) + " and " + Words.seconds(most);
        if (unknown.isEmpty()) {
            return "about " + Words.seconds(seconds) + range;
        }
        String reason = "unknown; no node of kind " + String.join(", ", unknown)
                + " has been computed on such a device, to go by";
        return seconds == 0 ? reason : reason + ". The rest takes about " + Words.seconds(seconds) + range;
    }
}
