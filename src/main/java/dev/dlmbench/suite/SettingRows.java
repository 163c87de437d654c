package dev.dlmbench.suite;

import dev.dlmbench.base.Names;
import dev.dlmbench.evaluation.EvaluatorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rows of the setting table while it is written down. */
final class SettingRows {
    private final List<Setting> settings = new ArrayList<>();

    List<Setting> settings() {
        return settings;
    }

    /** Adds a key whose default is a value. */
    void add(
            String key,
            SettingType type,
            String fallback,
            String description,
            Function<PointSettings, Object> reading) {
        SettingValue value = SettingValue.parse(type, fallback);
        add(new Setting(key, type, List.of(), Optional.of(value), fallback, description, value(reading)));
    }

    /** Adds a key whose default depends on others, or that has none. */
    void inWords(
            String key,
            SettingType type,
            String fallback,
            String description,
            Function<PointSettings, Object> reading) {
        add(new Setting(key, type, List.of(), Optional.empty(), fallback, description, value(reading)));
    }

    /** Adds a key that holds one of an enumeration's names, in lower case. */
    <E extends Enum<E>> void choice(
            String key, E[] choices, String fallback, String description, Function<PointSettings, Object> reading) {
        choice(key, Arrays.stream(choices).map(Names::of).toList(), fallback, description, reading);
    }

    /** Adds a key that holds one of a few words. */
    void choice(
            String key,
            List<String> words,
            String fallback,
            String description,
            Function<PointSettings, Object> reading) {
        Optional<SettingValue> value =
                words.contains(fallback) ? Optional.of(new SettingValue.Text(fallback)) : Optional.empty();
        add(new Setting(key, SettingType.TEXT, words, value, fallback, description, value(reading)));
    }

    /**
     * Adds a key that has a meaning only where the evaluator is a model, and follows what the suite's defaults say of
     * the models' own key if there is one.
     */
    void ofEvaluator(Setting setting) {
        boolean follows = !setting.section().equals("evaluator");
        String own = setting.key().substring("evaluator.".length());
        String shared = "the defaults' " + own;
        String fallback = !follows
                ? setting.fallbackWords()
                : SharedValues.ENLARGED.contains(own) ? SharedValues.FACTOR + " x " + shared : shared;
        add(new Setting(
                setting.key(),
                setting.type(),
                setting.choices(),
                follows ? Optional.empty() : setting.fallback(),
                fallback,
                "evaluator: " + setting.description(),
                s -> s.evaluator().kind() == EvaluatorSpec.Kind.MODEL
                        ? setting.reading().apply(s)
                        : Optional.empty()));
    }

    private void add(Setting setting) {
        settings.add(setting);
    }

    private static Function<PointSettings, Optional<SettingValue>> value(Function<PointSettings, Object> reading) {
        return settings -> SettingValue.of(reading.apply(settings));
    }
}
