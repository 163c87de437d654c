package dev.dlmbench.setting;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a user needs to know about one key of a suite.
 *
 * @param key its dotted path, such as {@code backbone.width}
 * @param type what it may hold, in words
 * @param fallback the value where nothing is written, in words
 * @param description one line
 */
public record SettingReference(String key, String type, String fallback, String description) {

    /** Returns every key of a suite's sections, the executor's among them, in the order of the reference. */
    public static List<SettingReference> all() {
        return Stream.concat(
                        SettingTable.ALL.values().stream()
                                .map(setting -> new SettingReference(
                                        setting.key(),
                                        typeOf(setting),
                                        setting.fallback().words(),
                                        setting.description())),
                        ExecutorSection.ALL.keys().stream()
                                .map(key -> new SettingReference(
                                        ExecutorReader.PREFIX + key.name(),
                                        key.form().name(),
                                        key.fallback(),
                                        key.description())))
                .toList();
    }

    private static String typeOf(Setting setting) {
        return setting.choices().isEmpty() ? setting.type().words() : String.join(" | ", setting.choices());
    }
}
