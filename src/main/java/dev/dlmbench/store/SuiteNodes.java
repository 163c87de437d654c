package dev.dlmbench.store;

import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Which nodes suites are made of. */
public final class SuiteNodes {
    private SuiteNodes() {}

    /** Returns the addresses in an index, sorted. */
    public static Set<String> of(SuiteIndex index) {
        Set<String> hashes = new TreeSet<>();
        index.points().forEach(point -> point.seeds()
                .forEach(seed -> hashes.addAll(seed.nodes().values())));
        return hashes;
    }

    /**
     * Returns {@code nodes} and all that they were made from, directly or not, whether or not it is there.
     *
     * @throws IOException naming the file, if the spec of one that is there cannot be read
     */
    public static Set<String> withInputs(ResultStore store, Collection<String> nodes) throws IOException {
        Set<String> found = new TreeSet<>(nodes);
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (String input : inputs(store, open.remove())) {
                if (found.add(input)) {
                    open.add(input);
                }
            }
        }
        return found;
    }

    private static Set<String> inputs(ResultStore store, String hash) throws IOException {
        try {
            return store.has(hash) ? NodeInputs.of(store.spec(hash)) : Set.of();
        } catch (NoSuchFileException none) {
            throw new IOException(none.getMessage() + ": missing", none);
        }
    }
}
