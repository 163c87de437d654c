package dev.dlmbench.results;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable maps that keep the order in which they were filled. */
final class Ordered {
    private Ordered() {}

    static Map<String, String> copy(Map<String, String> map) {
        map.forEach((key, value) -> requireNonNull(value, key));
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
