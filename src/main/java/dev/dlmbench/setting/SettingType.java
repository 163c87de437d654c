package dev.dlmbench.setting;

import dev.dlmbench.base.Magnitudes;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a setting may hold, and how it is read from YAML 1.2. */
public enum SettingType {
    /** A whole number of 32 bits. */
    INT("whole number"),
    /** A whole number of 64 bits. */
    LONG("whole number"),
    /** A whole number that may be written with a suffix for thousands, millions or billions. */
    COUNT("whole number (with " + Magnitudes.LETTERS + " if large)"),
    /** A finite number. */
    DECIMAL("number"),
    /** True or false; other languages' words for them are text. */
    SWITCH("true or false"),
    /** A word or a path. */
    TEXT("text"),
    /** A list of whole numbers of 32 bits. */
    INTS("list of whole numbers"),
    /** A list of whole numbers of 64 bits. */
    LONGS("list of whole numbers"),
    /** Two finite numbers in rising order. */
    RANGE("list of two numbers"),
    /** Whole numbers with their shares. */
    SHARES("mapping of whole numbers to shares");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d{1,5})?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int LONGEST_NUMBER = 60;

    private final String words;

    SettingType(String words) {
        this.words = words;
    }

    /** Returns what a user is to write, in words. */
    String words() {
        return words;
    }

    /** Returns whether a list is one value of this type rather than a sweep. */
    public boolean isList() {
        return this == INTS || this == LONGS || this == RANGE;
    }

    /** Returns whether expressions may compare and compute with values of this type. */
    public boolean isNumber() {
        return this == INT || this == LONG || this == COUNT || this == DECIMAL;
    }

    /** A value, or the rule that what was written breaks. */
    public record Reading(Optional<SettingValue> value, String rule) {
        private static Reading of(SettingValue value) {
            return new Reading(Optional.of(value), "");
        }

        private static Reading broken(String rule) {
            return new Reading(Optional.empty(), rule);
        }
    }

    /** Returns what {@code node} says; a broken rule reads on from the setting's name. */
    public Reading read(YamlNode node) {
        if (this == RANGE) {
            return node instanceof Sequence list ? range(list) : mismatch("a list of two numbers", node);
        }
        if (this == SHARES) {
            return node instanceof Mapping mapping ? shares(mapping) : mismatch("a " + words, node);
        }
        if (isList()) {
            return node instanceof Sequence list ? wholes(list) : mismatch("a list of whole numbers", node);
        }
        if (!(node instanceof Scalar scalar) || scalar.nothing()) {
            return mismatch(article(), node);
        }
        return switch (this) {
            case TEXT -> Reading.of(new SettingValue.Text(scalar.text()));
            case SWITCH -> bool(scalar);
            case DECIMAL -> decimal(scalar);
            default -> whole(scalar);
        };
    }

    private Reading wholes(Sequence list) {
        List<Long> values = new ArrayList<>();
        SettingType item = this == INTS ? INT : LONG;
        for (YamlNode node : list.items()) {
            Reading reading = item.read(node);
            if (!(reading.value().orElse(null) instanceof SettingValue.Whole whole)) {
                return Reading.broken("must hold whole numbers only: one " + reading.rule());
            }
            values.add(whole.value());
        }
        return values.isEmpty() ? Reading.broken("must not be empty") : Reading.of(new SettingValue.Wholes(values));
    }

    private static Reading range(Sequence list) {
        List<Double> ends = new ArrayList<>();
        for (YamlNode node : list.items()) {
            Reading reading = DECIMAL.read(node);
            if (!(reading.value().orElse(null) instanceof SettingValue.Decimal end)) {
                return Reading.broken("must hold numbers only: one " + reading.rule());
            }
            ends.add(end.value());
        }
        return ends.size() == 2
                ? Reading.of(new SettingValue.Range(ends.get(0), ends.get(1)))
                : mismatch("a list of two numbers", list);
    }

    private static Reading shares(Mapping mapping) {
        SortedMap<Integer, Double> shares = new TreeMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            Reading key = INT.read(new Scalar(entry.at(), entry.key(), true, true));
            if (!(key.value().orElse(null) instanceof SettingValue.Whole whole)) {
                return Reading.broken("must map whole numbers to shares: one " + key.rule());
            }
            Reading share = DECIMAL.read(entry.value());
            if (!(share.value().orElse(null) instanceof SettingValue.Decimal number)) {
                return Reading.broken("must map whole numbers to shares: one " + share.rule());
            }
            shares.put(Math.toIntExact(whole.value()), number.value());
        }
        return shares.isEmpty() ? Reading.broken("must not be empty") : Reading.of(new SettingValue.Shares(shares));
    }

    private Reading bool(Scalar scalar) {
        return switch (scalar.plain() ? scalar.text() : "") {
            case "true", "True", "TRUE" -> Reading.of(new SettingValue.Switch(true));
            case "false", "False", "FALSE" -> Reading.of(new SettingValue.Switch(false));
            default -> mismatch(article(), scalar);
        };
    }

    private Reading decimal(Scalar scalar) {
        boolean infinite = scalar.plain() && NOT_FINITE.matcher(scalar.text()).matches();
        if (!infinite && !isNumber(scalar, scalar.text())) {
            return mismatch(article(), scalar);
        }
        double value = infinite ? Double.NaN : Double.parseDouble(scalar.text());
        return Double.isFinite(value)
                ? Reading.of(new SettingValue.Decimal(value == 0 ? 0 : value))
                : mismatch("a finite number", scalar);
    }

    private Reading whole(Scalar scalar) {
        String text = scalar.text();
        BigDecimal unit = BigDecimal.ONE;
        OptionalInt zeros = this == COUNT && !text.isEmpty()
                ? Magnitudes.zeros(text.substring(text.length() - 1))
                : OptionalInt.empty();
        if (zeros.isPresent()) {
            unit = BigDecimal.TEN.pow(zeros.getAsInt());
            text = text.substring(0, text.length() - 1);
        }
        if (!isNumber(scalar, text)) {
            return mismatch(article(), scalar);
        }
        BigDecimal value = new BigDecimal(text).multiply(unit);
        if (value.signum() != 0 && value.precision() - (long) value.scale() > 19) {
            return mismatch("a whole number that a computer can count to", scalar);
        }
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            return mismatch(article(), scalar);
        }
        BigDecimal most = BigDecimal.valueOf(this == INT ? Integer.MAX_VALUE : Long.MAX_VALUE);
        return value.abs().compareTo(most) > 0
                ? mismatch("at most " + most, scalar)
                : Reading.of(new SettingValue.Whole(value.longValueExact()));
    }

    private static boolean isNumber(Scalar scalar, String text) {
        return scalar.plain()
                && text.length() <= LONGEST_NUMBER
                && NUMBER.matcher(text).matches();
    }

    private String article() {
        return this == SWITCH || this == TEXT ? words : "a " + words;
    }

    private static Reading mismatch(String wanted, YamlNode got) {
        String kind = got instanceof Scalar scalar && !scalar.plain() ? "the text " : "";
        return Reading.broken("must be " + wanted + ", got " + kind + got.described());
    }
}
