package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.Window;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Source;
import dev.dlmbench.yaml.YamlComposer;
import dev.dlmbench.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The value of a setting, with the text it has in reports and point names. */
public sealed interface SettingValue {

    /** Returns the text, the same for equal values however they were written. */
    String text();

    /** Returns a whole number. */
    default long whole() {
        return ((Whole) this).value();
    }

    /** Returns a whole number of 32 bits. */
    default int integer() {
        return Math.toIntExact(whole());
    }

    /** Returns a number. */
    default double decimal() {
        return ((Decimal) this).value();
    }

    /** Returns true or false. */
    default boolean flag() {
        return ((Switch) this).value();
    }

    /** Returns a list of whole numbers. */
    default List<Long> wholes() {
        return ((Wholes) this).values();
    }

    /** Returns a list of whole numbers of 32 bits. */
    default List<Integer> integers() {
        return wholes().stream().map(Math::toIntExact).toList();
    }

    /** Returns {@code value} as a setting; nothing for an empty optional. */
    static Optional<SettingValue> of(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(SettingValue::of);
        }
        if (value instanceof Integer || value instanceof Long) {
            return Optional.of(new Whole(((Number) value).longValue()));
        }
        if (value instanceof Double number) {
            return Optional.of(new Decimal(number));
        }
        if (value instanceof Boolean answer) {
            return Optional.of(new Switch(answer));
        }
        if (value instanceof Window window) {
            return Optional.of(new Range(window.low(), window.high()));
        }
        if (value instanceof BlockSizes sizes) {
            return Optional.of(new Shares(sizes.shares()));
        }
        if (value instanceof List<?> list) {
            return Optional.of(new Wholes(
                    list.stream().map(item -> ((Number) item).longValue()).toList()));
        }
        return Optional.of(new Text(value instanceof Enum<?> constant ? Names.of(constant) : value.toString()));
    }

    /** Returns the value that a suite would write as {@code text}. */
    static SettingValue parse(SettingType type, String text) {
        Diagnostics diagnostics = new Diagnostics();
        YamlNode node = YamlComposer.compose(new Source("default", 0, text, false), diagnostics)
                .orElseThrow();
        return type.read(node).value().orElseThrow();
    }

    /** A whole number. */
    record Whole(long value) implements SettingValue {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** A finite number. */
    record Decimal(double value) implements SettingValue {
        @Override
        public String text() {
            double size = Math.abs(value);
            boolean readable = size == 0 || (size >= 1e-6 && size < 1e9);
            String shortest = Double.toString(value);
            if (!readable) {
                return shortest;
            }
            BigDecimal exact = new BigDecimal(shortest);
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
    }

    /** True or false. */
    record Switch(boolean value) implements SettingValue {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** A word or a path. */
    record Text(String value) implements SettingValue {
        @Override
        public String text() {
            return value;
        }
    }

    /** Whole numbers in order. */
    record Wholes(List<Long> values) implements SettingValue {
        /** Copies the list. */
        public Wholes {
            values = List.copyOf(values);
        }

        @Override
        public String text() {
            return values.toString();
        }
    }

    /** Two numbers. */
    record Range(double low, double high) implements SettingValue {
        @Override
        public String text() {
            return "[" + new Decimal(low).text() + ", " + new Decimal(high).text() + "]";
        }
    }

    /** Whole numbers with their shares. */
    record Shares(SortedMap<Integer, Double> shares) implements SettingValue {
        /** Copies the map. */
        public Shares {
            shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        }

        @Override
        public String text() {
            return shares.entrySet().stream()
                    .map(share -> share.getKey() + ": " + new Decimal(share.getValue()).text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }
}
