package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes were asked the same and answered by different versions of the code: their specs, and those of their
 * inputs, are equal but for the versions.
 */
public final class Lineage {
    private static final String VERSION = "codeVersion";
    private static final int DEEPEST = 20;

    private final Map<String, JsonNode> specs;
    private final Map<String, String> identities = new HashMap<>();
    private final Map<String, List<String>> families = new LinkedHashMap<>();
    private int depth;

    private Lineage(Map<String, JsonNode> specs) {
        this.specs = specs;
        specs.keySet().forEach(hash -> families.computeIfAbsent(identity(hash), any -> new ArrayList<>())
                .add(hash));
    }

    /** Reads the specs of all nodes of a store; those that cannot be read have no family but themselves. */
    public static Lineage of(ResultStore store) throws IOException {
        Map<String, JsonNode> specs = new LinkedHashMap<>();
        for (String hash : store.nodes()) {
            spec(store, hash).ifPresent(spec -> specs.put(hash, spec));
        }
        return new Lineage(specs);
    }

    private static Optional<JsonNode> spec(ResultStore store, String hash) {
        try {
            return Optional.of(store.spec(hash));
        } catch (IOException damaged) {
            return Optional.empty(); // whoever reads the node itself learns of it
        }
    }

    /** Returns the addresses of all nodes that were asked the same as {@code hash}, itself among them. */
    public List<String> family(String hash) {
        return specs.containsKey(hash) ? List.copyOf(families.getOrDefault(identity(hash), List.of())) : List.of(hash);
    }

    /** Returns what a node shares with all of its family. */
    private String identity(String hash) {
        String known = identities.get(hash);
        if (known != null) {
            return known;
        }
        if (depth == DEEPEST) {
            return hash; // no node is made from so many, one after the other
        }
        identities.put(hash, hash); // where specs lead in a circle, as none that was computed does
        depth++;
        JsonNode spec = specs.getOrDefault(hash, JsonNodeFactory.instance.nullNode());
        String identity = Hashes.of(Json.line(unversioned(spec)));
        depth--;
        identities.put(hash, identity);
        return identity;
    }

    private JsonNode unversioned(JsonNode node) {
        if (node.isTextual() && specs.containsKey(node.textValue())) {
            return TextNode.valueOf(identity(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(field -> !field.getKey().equals(VERSION))
                    .forEach(field -> copy.set(field.getKey(), unversioned(field.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(unversioned(item)));
            return copy;
        }
        return node;
    }
}
