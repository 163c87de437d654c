package dev.dlmbench.setting;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key that a suite can set.
 *
 * @param key its dotted path
 * @param type what it may hold
 * @param choices the words it may hold; empty where any value of the type will do
 * @param fallback the value where nothing is written
 * @param usual that value, where it depends on nothing else
 * @param description one line
 * @param reading finds the value in a full configuration; nothing where the key has no meaning there
 */
public record Setting(
        String key,
        SettingType type,
        List<String> choices,
        Fallback fallback,
        Optional<SettingValue> usual,
        String description,
        Function<PointSettings, Optional<SettingValue>> reading) {

    /** Makes a setting; a default that is a value must be one that a suite could write. */
    static Setting of(
            String key,
            SettingType type,
            List<String> choices,
            Fallback fallback,
            String description,
            Function<PointSettings, Optional<SettingValue>> reading) {
        Optional<SettingValue> usual = fallback instanceof Fallback.Literal literal
                ? Optional.of(SettingValue.parse(type, literal.words()))
                : Optional.empty();
        if (!choices.isEmpty()
                && usual.filter(value -> !choices.contains(value.text())).isPresent()) {
            throw new IllegalArgumentException(key + " cannot be " + fallback.words());
        }
        return new Setting(key, type, choices, fallback, usual, description, reading);
    }

    /** Returns this setting with another default and description, and no meaning unless {@code condition} holds. */
    Setting with(Fallback other, String words, Predicate<PointSettings> condition) {
        return of(
                key,
                type,
                choices,
                other,
                words,
                settings -> condition.test(settings) ? reading.apply(settings) : Optional.empty());
    }

    /** Returns whether a suite must give a value. */
    public boolean required() {
        return fallback.words().equals(Fallback.REQUIRED.words());
    }

    /** Returns the section it stands in, such as {@code evaluator.backbone}. */
    public String section() {
        return key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    }
}
