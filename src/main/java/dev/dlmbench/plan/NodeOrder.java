package dev.dlmbench.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the driver asks of a worker: one line of JSON on its standard input.
 *
 * @param store the result store's folder
 * @param log the file that the worker's error output goes to
 * @param program entries of every node's provenance that the driver knows, such as the program's revision
 * @param texts where texts are that nodes of the store were made from, by the hash of their content
 * @param nodes in the order in which they are to be computed
 */
public record NodeOrder(
        String store,
        String log,
        Map<String, String> program,
        @Nullable Map<String, String> texts,
        List<Item> nodes) {
    /** The entry of the provenance that tells how many workers computed side by side on the machine, at most. */
    public static final String WORKERS = "workers";

    /** What an entry of the provenance says where nobody knows. */
    public static final String UNKNOWN = "unknown";

    /**
     * One node.
     *
     * @param hash its address
     * @param spec its kind and spec
     */
    public record Item(String hash, JsonNode spec) {
        /** Returns the kind of work, as it is called in the store. */
        public String kind() {
            return SpecJson.parse(spec).kind().id();
        }

        /** Returns the addresses of the nodes that this one reads. */
        public List<String> inputs() {
            return SpecJson.parse(spec).inputs();
        }
    }

    /** Copies the collections. */
    public NodeOrder {
        program = new TreeMap<>(program);
        texts = texts == null ? Map.of() : Map.copyOf(texts); // orders that were queued before have none
        nodes = List.copyOf(nodes);
    }

    /** Returns where texts are that nodes of the store were made from, by the hash of their content. */
    @Override
    public Map<String, String> texts() {
        return requireNonNull(texts);
    }

    /** Returns the same order to a worker whose error output goes elsewhere. */
    public NodeOrder logging(Path other) {
        return new NodeOrder(store, other.toAbsolutePath().toString(), program, texts, nodes);
    }

    /** Returns the order to compute {@code nodes}, with {@code texts} as {@link Plan#texts} knows them. */
    public static NodeOrder of(
            Path store, Path log, Map<String, String> program, Map<String, String> texts, List<Node> nodes) {
        return new NodeOrder(
                store.toAbsolutePath().toString(),
                log.toAbsolutePath().toString(),
                program,
                texts,
                nodes.stream()
                        .map(node -> new Item(node.hash(), SpecJson.full(node.spec())))
                        .toList());
    }
}
