package dev.dlmbench.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Pieces of a JSON Schema, whose keys keep their order. */
public final class SchemaParts {
    private SchemaParts() {}

    /** Returns the schema of a text that {@code whole} matches. */
    public static Map<String, Object> pattern(Pattern whole) {
        return pattern("^(?:" + whole.pattern() + ")$");
    }

    /** Returns the schema of a text that {@code pattern} matches. */
    public static Map<String, Object> pattern(String pattern) {
        return ordered("type", "string", "pattern", pattern);
    }

    /** Returns the schema of a list of at least one item. */
    public static Map<String, Object> list(Object items) {
        return ordered("type", "array", "items", items, "minItems", 1);
    }

    /** Returns keys and values by turns as a map. */
    public static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
