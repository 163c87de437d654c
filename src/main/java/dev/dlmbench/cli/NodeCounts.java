package dev.dlmbench.cli;

import dev.dlmbench.results.Failure;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many nodes of some points are there.
 *
 * @param done how many are
 * @param failed why some are not, by kind and address
 * @param missing how many have not been tried
 */
record NodeCounts(int done, Map<String, String> failed, int missing) {

    /** Returns the addresses of all nodes of some points. */
    static Set<String> hashes(List<PointEntry> points) {
        Set<String> hashes = new LinkedHashSet<>();
        points.forEach(point ->
                point.seeds().forEach(seed -> hashes.addAll(seed.nodes().values())));
        return hashes;
    }

    static NodeCounts of(ResultStore store, List<PointEntry> points) throws IOException {
        Set<String> hashes = hashes(points);
        int done = 0;
        int missing = 0;
        Map<String, String> failed = new LinkedHashMap<>();
        for (String hash : hashes) {
            if (store.has(hash)) {
                done++;
                continue;
            }
            Optional<Failure> failure = store.failure(hash);
            if (failure.isPresent()) {
                failed.put(
                        failure.get().kind() + " " + hash.substring(0, 12),
                        failure.get().reason());
            } else {
                missing++;
            }
        }
        return new NodeCounts(done, failed, missing);
    }
}
