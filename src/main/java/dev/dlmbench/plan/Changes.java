package dev.dlmbench.plan;

import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Why nodes of a suite are not the ones of the last time it was planned. */
final class Changes {
    private final Map<String, String> reasons;

    private Changes(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** Compares a suite with what it was, if it was ever planned. */
    static Changes between(Optional<SuiteIndex> before, SuiteIndex now) {
        Map<String, String> reasons = new HashMap<>();
        if (before.isPresent()) {
            Map<String, PointEntry> known = new HashMap<>();
            before.get().points().forEach(point -> known.put(point.id(), point));
            for (PointEntry point : now.points()) {
                Optional.ofNullable(known.get(point.id())).ifPresent(old -> compare(old, point, reasons));
            }
        }
        return new Changes(reasons);
    }

    /** Returns what has changed for the node at {@code hash}; empty if nothing is known about an earlier one. */
    String why(String hash) {
        return reasons.getOrDefault(hash, "");
    }

    private static void compare(PointEntry old, PointEntry point, Map<String, String> reasons) {
        for (SeedEntry seed : point.seeds()) {
            old.seeds().stream()
                    .filter(other -> other.seed() == seed.seed())
                    .findFirst()
                    .ifPresent(other -> seed.nodes().forEach((kind, hash) -> {
                        String was = other.nodes().getOrDefault(kind, hash);
                        if (!was.equals(hash)) {
                            reasons.putIfAbsent(hash, describe(old.settings(), point.settings()));
                        }
                    }));
        }
    }

    private static String describe(Map<String, String> old, Map<String, String> now) {
        List<String> changes = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            String before = old.getOrDefault(key, "unset");
            String after = now.getOrDefault(key, "unset");
            if (!before.equals(after)) {
                changes.add(key + " was " + before + ", is " + after);
            }
        }
        return changes.isEmpty() ? "the program or the text has changed" : String.join("; ", changes);
    }
}
