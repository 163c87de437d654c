package dev.dlmbench.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How long a run will still take, from how long nodes of each kind took before and how far the running ones are. */
public final class Eta {
    private final History history;
    private final int workers;
    private final Map<String, Node> open = new LinkedHashMap<>();
    private final Map<String, Way> ways = new HashMap<>();

    /** Expects {@code nodes} to be computed by {@code workers} processes. */
    public Eta(History history, List<Node> nodes, int workers) {
        this.history = history;
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
        ways.put(node.hash(), new Way(fraction, seconds));
    }

    /** Notes that a node is done. */
    public void finished(Node node, double seconds) {
        gone(node);
        if (seconds > 0) { // else another process has done it
            history.add(node.kind(), seconds);
        }
    }

    /** Notes that a node will not be computed any more. */
    public void gone(Node node) {
        open.remove(node.hash());
        ways.remove(node.hash());
    }

    /** Returns how many nodes are still to be computed. */
    public int open() {
        return open.size();
    }

    /** Returns how long the open nodes will take; those of a kind of which nothing is known count as nothing. */
    public Estimate remaining() {
        double beside = 0;
        double alone = 0;
        boolean all = true;
        for (Node node : open.values()) {
            OptionalDouble rest = rest(node);
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

    private OptionalDouble rest(Node node) {
        Way way = ways.getOrDefault(node.hash(), new Way(0, 0));
        if (way.fraction > 0) {
            return OptionalDouble.of(way.seconds * (1 - way.fraction) / way.fraction);
        }
        OptionalDouble whole = whole(node.kind());
        return whole.isPresent() ? OptionalDouble.of(Math.max(0, whole.getAsDouble() - way.seconds)) : whole;
    }

    private OptionalDouble whole(NodeKind kind) {
        OptionalDouble median = history.median(kind);
        if (median.isPresent()) {
            return median;
        }
        return ways.entrySet().stream()
                .filter(entry -> open.containsKey(entry.getKey())
                        && open.get(entry.getKey()).kind() == kind)
                .map(Map.Entry::getValue)
                .filter(way -> way.fraction > 0)
                .mapToDouble(way -> way.seconds / way.fraction)
                .max();
    }

    private record Way(double fraction, double seconds) {}
}
