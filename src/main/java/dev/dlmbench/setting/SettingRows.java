package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The rows of the setting table while they are written down, seen from one section.
 *
 * @param <S> the record that readings start from
 */
final class SettingRows<S> {
    private final List<Setting> all;
    private final String prefix;
    private final Function<PointSettings, Optional<S>> record;
    private final UnaryOperator<Setting> adaptation;

    private SettingRows(
            List<Setting> all,
            String prefix,
            Function<PointSettings, Optional<S>> record,
            UnaryOperator<Setting> adaptation) {
        this.all = all;
        this.prefix = prefix;
        this.record = record;
        this.adaptation = adaptation;
    }

    /** Returns an empty table, seen as a whole. */
    static SettingRows<PointSettings> empty() {
        return new SettingRows<>(new ArrayList<>(), "", Optional::of, UnaryOperator.identity());
    }

    /** Returns what has been written down so far. */
    List<Setting> settings() {
        return List.copyOf(all);
    }

    /** Returns a section of this one, whose record is part of this one's. */
    <T> SettingRows<T> section(String name, Function<S, T> part) {
        return new SettingRows<>(
                all, prefix + name + ".", settings -> record.apply(settings).map(part), adaptation);
    }

    /** Returns the same section for keys whose values are in a part of its record. */
    <T> SettingRows<T> part(Function<S, T> part) {
        return new SettingRows<>(all, prefix, settings -> record.apply(settings).map(part), adaptation);
    }

    /** Returns the same section for keys that have no meaning unless {@code condition} holds. */
    SettingRows<S> where(Predicate<S> condition) {
        return new SettingRows<>(all, prefix, settings -> record.apply(settings).filter(condition), adaptation);
    }

    /** Returns the same section for keys that have no meaning unless the record is a {@code kind}. */
    <T extends S> SettingRows<T> as(Class<T> kind) {
        return new SettingRows<>(
                all,
                prefix,
                settings -> record.apply(settings).filter(kind::isInstance).map(kind::cast),
                adaptation);
    }

    /** Returns the same section with every row changed before it is added. */
    SettingRows<S> adapted(UnaryOperator<Setting> change) {
        return new SettingRows<>(all, prefix, record, change);
    }

    /** Adds a whole number of 32 bits. */
    Key<Integer> integer(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.INT, fallback, description, reading, SettingValue::integer);
    }

    /** Adds a whole number of 64 bits. */
    Key<Long> whole(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.LONG, fallback, description, reading, SettingValue::whole);
    }

    /** Adds a whole number that may be written as {@code 3M}. */
    Key<Long> count(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.COUNT, fallback, description, reading, SettingValue::whole);
    }

    /** Adds a number. */
    Key<Double> decimal(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.DECIMAL, fallback, description, reading, SettingValue::decimal);
    }

    /** Adds true or false. */
    Key<Boolean> flag(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.SWITCH, fallback, description, reading, SettingValue::flag);
    }

    /** Adds a text. */
    Key<String> text(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.TEXT, fallback, description, reading, SettingValue::text);
    }

    /** Adds a list of whole numbers of 32 bits. */
    Key<List<Integer>> integers(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.INTS, fallback, description, reading, SettingValue::integers);
    }

    /** Adds a list of whole numbers of 64 bits. */
    Key<List<Long>> wholes(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.LONGS, fallback, description, reading, SettingValue::wholes);
    }

    /** Adds two numbers in rising order. */
    Key<SettingValue.Range> range(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.RANGE, fallback, description, reading, SettingValue.Range.class::cast);
    }

    /** Adds whole numbers with their shares. */
    Key<SettingValue.Shares> shares(String name, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.SHARES, fallback, description, reading, SettingValue.Shares.class::cast);
    }

    /** Adds the name of one of an enumeration's constants, in lower case. */
    <E extends Enum<E>> Key<E> choice(
            String name, Class<E> choices, Fallback fallback, String description, Function<S, ?> reading) {
        List<String> words =
                Arrays.stream(choices.getEnumConstants()).map(Names::of).toList();
        return add(name, SettingType.TEXT, words, fallback, description, reading, value -> choices.getEnumConstants()[
                words.indexOf(value.text())]);
    }

    /** Adds one of a few words. */
    Key<String> word(String name, List<String> words, Fallback fallback, String description, Function<S, ?> reading) {
        return add(name, SettingType.TEXT, words, fallback, description, reading, SettingValue::text);
    }

    private <T> Key<T> add(
            String name,
            SettingType type,
            Fallback fallback,
            String description,
            Function<S, ?> reading,
            Function<SettingValue, T> value) {
        return add(name, type, List.of(), fallback, description, reading, value);
    }

    private <T> Key<T> add(
            String name,
            SettingType type,
            List<String> choices,
            Fallback fallback,
            String description,
            Function<S, ?> reading,
            Function<SettingValue, T> value) {
        String key = prefix + name;
        all.add(adaptation.apply(
                Setting.of(key, type, choices, fallback, description, settings -> record.apply(settings)
                        .map(reading)
                        .flatMap(SettingValue::of))));
        return new Key<>(key, value);
    }
}
