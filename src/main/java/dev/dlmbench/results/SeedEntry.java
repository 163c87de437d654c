package dev.dlmbench.results;

import java.util.Map;

/**
 * One replicate of a point.
 *
 * @param seed the number it was drawn from
 * @param nodes kind of node, such as {@code train} or {@code samples}, to the node's address
 */
public record SeedEntry(long seed, Map<String, String> nodes) {

    /** Copies the map, keeping its order. */
    public SeedEntry {
        nodes = Ordered.copy(nodes);
    }
}
