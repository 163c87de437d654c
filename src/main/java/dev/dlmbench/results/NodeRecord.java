package dev.dlmbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

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
}
