package dev.dlmbench.suite;

import java.util.List;

/**
 * What a user needs to know about one key of a suite.
 *
 * @param key its dotted path, such as {@code backbone.width}
 * @param type what it may hold, in words
 * @param fallback the value where nothing is written, in words
 * @param description one line
 */
public record SettingReference(String key, String type, String fallback, String description) {

    /** Returns every key of a suite's sections, in the order of the reference. */
    public static List<SettingReference> all() {
        return SettingTable.ALL.values().stream()
                .map(setting -> new SettingReference(
                        setting.key(), typeOf(setting), setting.fallback().words(), setting.description()))
                .toList();
    }

    private static String typeOf(Setting setting) {
        return setting.choices().isEmpty() ? setting.type().words() : String.join(" | ", setting.choices());
    }
}
