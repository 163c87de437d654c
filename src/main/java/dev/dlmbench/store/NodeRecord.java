package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.results.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A finished node as it lies in the store.
 *
 * @param hash the address
 * @param folder where its files are
 * @param spec what determined its output
 * @param stored the measurements in the order they were written
 * @param provenance where, when and with what it was computed
 */
public record NodeRecord(String hash, Path folder, JsonNode spec, List<StoredMeasurement> stored, JsonNode provenance) {

    /** Copies the list. */
    public NodeRecord {
        stored = List.copyOf(stored);
    }

    /** Returns the measurements without the definitions they were stored under. */
    public List<Measurement> measurements() {
        return stored.stream().map(StoredMeasurement::measurement).toList();
    }

    /** Returns whether changes to the node's files would be noticed, which nodes of early versions do not allow. */
    public boolean checksummed() {
        return Files.exists(folder.resolve(NodeFiles.CHECKSUMS));
    }

    /** Returns the seconds that it took to compute the node, if they were recorded. */
    public OptionalDouble seconds() {
        JsonNode seconds = provenance.path("seconds");
        return seconds.isNumber() ? OptionalDouble.of(seconds.doubleValue()) : OptionalDouble.empty();
    }

    /** Returns the provenance as dotted names and the words of their values, in the order written. */
    public Map<String, String> provenanceWords() {
        Map<String, String> words = new LinkedHashMap<>();
        flatten("", provenance, words);
        return words;
    }

    /** Returns what determined the output as dotted names and the words of their values, in the order written. */
    public Map<String, String> specWords() {
        Map<String, String> words = new LinkedHashMap<>();
        flatten("", spec, words);
        return words;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> words) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), words));
        } else if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
            words.put(path, String.join(", ", items));
        } else {
            words.put(path, node.isNull() ? "unknown" : node.asText());
        }
    }
}
