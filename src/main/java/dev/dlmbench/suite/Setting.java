package dev.dlmbench.suite;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key that a suite can set.
 *
 * @param key its dotted path
 * @param type what it may hold
 * @param choices the words it may hold; empty where any value of the type will do
 * @param fallback the value where nothing is written; empty where that depends on others or must be written
 * @param fallbackWords that value in words
 * @param description one line
 * @param reading finds the value in a full configuration; nothing where the key has no meaning there
 */
record Setting(
        String key,
        SettingType type,
        List<String> choices,
        Optional<SettingValue> fallback,
        String fallbackWords,
        String description,
        Function<PointSettings, Optional<SettingValue>> reading) {

    /** Returns whether a suite must give a value. */
    boolean required() {
        return fallbackWords.equals("required");
    }

    /** Returns the section it stands in, such as {@code evaluator.backbone}. */
    String section() {
        return key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    }
}
