package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Which nodes a node was made from, as its spec says. */
public final class NodeInputs {
    /** The one digest in a spec that is no node's: that of a corpus. */
    private static final String CONTENT = "contentHash";

    private NodeInputs() {}

    /** Returns the addresses in a node's spec. */
    public static Set<String> of(JsonNode spec) {
        Set<String> found = new TreeSet<>();
        collect(spec, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isTextual() && ResultStore.isAddress(node.textValue())) {
            found.add(node.textValue());
        }
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !field.getKey().equals(CONTENT))
                    .forEach(field -> collect(field.getValue(), found));
        } else {
            node.forEach(item -> collect(item, found));
        }
    }
}
