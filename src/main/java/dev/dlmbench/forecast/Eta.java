package dev.dlmbench.forecast;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How long a run will still take, from how long nodes took before and how far the running ones are. */
public final class Eta {
    private final History history;
    private final Function<Node, Optional<Effort>> efforts;
    private final int workers;
    private final Map<String, Node> open = new LinkedHashMap<>();
    private final Map<String, Progress> begun = new HashMap<>();

    /**
     * Expects nodes to be computed.
     *
     * @param efforts what each of them takes
     * @param workers processes side by side
     */
    public Eta(History history, Function<Node, Optional<Effort>> efforts, List<Node> nodes, int workers) {
        this.history = history;
        this.efforts = efforts;
        this.workers = workers;
        nodes.forEach(node -> open.put(node.hash(), node));
    }

    /**
     * Notes how far a node is.
     *
     * @param fraction between 0 and 1
     * @param seconds since it began
     */
    public void progress(Node node, double fraction, double seconds) {
        begun.put(node.hash(), new Progress(fraction, seconds));
    }

    /** Notes that a node is done. */
    public void finished(Node node, double seconds) {
        gone(node);
        if (seconds > 0) { // else another process has done it
            efforts.apply(node).ifPresent(effort -> history.add(effort, seconds));
        }
    }

    /** Notes that a node will not be computed any more. */
    public void gone(Node node) {
        open.remove(node.hash());
        begun.remove(node.hash());
    }

    /** Returns how many nodes are still to be computed. */
    public int open() {
        return open.size();
    }

    /** Returns how long the open nodes will take; those of which nothing is known count as nothing. */
    public Estimate remaining() {
        History.Outlook outlook = history.outlook(running());
        double beside = 0;
        double alone = 0;
        boolean all = true;
        for (Node node : open.values()) {
            OptionalDouble rest = rest(node, outlook);
            all &= rest.isPresent();
            if (node.kind() == NodeKind.LATENCY) {
                alone += rest.orElse(0);
            } else {
                beside += rest.orElse(0);
            }
        }
        return new Estimate(beside / workers + alone, all);
    }

    /**
     * How long a run will still take.
     *
     * @param seconds from now on
     * @param complete whether every open node is part of it
     */
    public record Estimate(double seconds, boolean complete) {}

    private OptionalDouble rest(Node node, History.Outlook outlook) {
        Progress progress = begun.getOrDefault(node.hash(), new Progress(0, 0));
        if (progress.fraction > 0) {
            return OptionalDouble.of(progress.seconds * (1 - progress.fraction) / progress.fraction);
        }
        return efforts.apply(node).flatMap(outlook::forecast).stream()
                .mapToDouble(found -> Math.max(0, found.seconds() - progress.seconds))
                .findFirst();
    }

    /** Returns the nodes that are under way, with the seconds that they take at the speed that they have. */
    private List<Map.Entry<Effort, Double>> running() {
        List<Map.Entry<Effort, Double>> running = new ArrayList<>();
        begun.forEach((hash, progress) -> {
            Node node = open.get(hash);
            if (progress.fraction > 0 && node != null) {
                efforts.apply(node)
                        .ifPresent(effort -> running.add(Map.entry(effort, progress.seconds / progress.fraction)));
            }
        });
        return running;
    }

    private record Progress(double fraction, double seconds) {}
}
