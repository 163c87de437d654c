package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A node that was named on the command line by the first digits of its address. */
final class NodeArgument {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,64}");

    private NodeArgument() {}

    /**
     * Returns the address that begins with {@code digits}, of a node that is there or that a suite has planned.
     *
     * @return nothing if these are no digits of an address, or of none
     */
    static Optional<String> find(ResultStore store, String digits) throws IOException {
        if (!ADDRESS.matcher(digits).matches()) {
            return Optional.empty();
        }
        Set<String> known = new LinkedHashSet<>(store.nodes());
        for (String suite : store.suites()) {
            store.readIndex(suite).stream()
                    .flatMap(index -> index.points().stream())
                    .flatMap(point -> point.seeds().stream())
                    .forEach(seed -> known.addAll(seed.nodes().values()));
        }
        List<String> found =
                known.stream().filter(hash -> hash.startsWith(digits)).toList();
        if (found.size() > 1) {
            throw new InvalidSettingException("'" + digits + "' is the beginning of " + found.size()
                    + " nodes; give more digits: " + String.join(", ", found.subList(0, 2)) + " ...");
        }
        return found.stream().findFirst();
    }
}
