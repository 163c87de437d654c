package dev.dlmbench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all of several settings, or facts, have in common. */
final class SharedSettings {
    private SharedSettings() {}

    /** Returns the entries that are the same in {@code all}, in the order of the first. */
    static Map<String, String> common(List<Map<String, String>> all) {
        Map<String, String> common = new LinkedHashMap<>();
        if (!all.isEmpty()) {
            common.putAll(all.get(0));
            all.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        }
        return common;
    }
}
