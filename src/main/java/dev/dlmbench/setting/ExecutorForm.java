package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a key of the executor may hold.
 *
 * @param <T> the type of its value
 * @param name for the reference
 * @param wanted for errors, behind "must be"
 * @param schema the same for editors
 * @param reader from the file; mistakes are reported
 * @param writer as a suite would have it
 */
public record ExecutorForm<T>(
        String name, String wanted, Map<String, Object> schema, Reader<T> reader, Function<T, String> writer) {
    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.,:|&*()\\[\\]-]{0,199}");
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})(s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(M|G)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
    private static final int GIBI = 1024;
    private static final int LONGEST_LINE = 1000;

    /** A word that a shell takes as it is. */
    static final ExecutorForm<String> WORD =
            matched("word", "a word without blanks", ONE_WORD, Matcher::group, UnaryOperator.identity());

    /** Seconds. */
    static final ExecutorForm<Long> DURATION =
            matched("duration", "a duration such as 90s, 30m or 4h", TIME, ExecutorForm::seconds, ExecutorForm::time);

    /** MiB. */
    static final ExecutorForm<Integer> MEMORY =
            matched("size", "a size such as 16G or 900M", SIZE, ExecutorForm::mebibytes, size -> size + "M");

    /** A whole number that is not negative. */
    static final ExecutorForm<Integer> NUMBER = new ExecutorForm<>(
            "whole number",
            "a whole number that is not negative",
            Map.of("type", "integer"),
            ExecutorForm::number,
            number -> Integer.toString(number));

    /** Lines of text. */
    static final ExecutorForm<List<String>> LINES = lines("list of lines", "");

    /** Options of a command. */
    static final ExecutorForm<List<String>> OPTIONS = lines("list of options such as --reservation=x", "--");

    /** Reads the value of an entry; nothing, with the mistake reported, if it is of another form. */
    interface Reader<T> {
        Optional<T> read(Entry entry, Diagnostics diagnostics);
    }

    /** Returns one of an enumeration's constants, by its name in lower case. */
    static <E extends Enum<E>> ExecutorForm<E> choice(Class<E> choices) {
        Map<String, E> byName =
                Arrays.stream(choices.getEnumConstants()).collect(Collectors.toMap(Names::of, constant -> constant));
        List<String> names =
                Arrays.stream(choices.getEnumConstants()).map(Names::of).toList();
        return new ExecutorForm<>(
                String.join(" | ", names),
                "one of " + String.join(", ", names),
                Map.of("enum", names),
                (entry, diagnostics) -> {
                    String text = entry.value() instanceof Scalar scalar ? scalar.text() : "";
                    if (!names.contains(text)) {
                        diagnostics.reportUnknown(entry.value().at(), "executor", text, names);
                    }
                    return Optional.ofNullable(byName.get(text));
                },
                Names::of);
    }

    /** Returns the value of {@code entry}; nothing, with the mistake reported, if it is of another form. */
    Optional<T> read(Entry entry, Diagnostics diagnostics) {
        return reader.read(entry, diagnostics);
    }

    private static <T> ExecutorForm<T> matched(
            String name, String wanted, Pattern form, Function<Matcher, T> value, Function<T, String> writer) {
        return new ExecutorForm<>(
                name,
                wanted,
                SchemaParts.pattern(form),
                (entry, diagnostics) -> {
                    Matcher matcher = form.matcher(entry.value() instanceof Scalar scalar ? scalar.text() : "");
                    if (!matcher.matches()) {
                        diagnostics.reportMismatch(entry, wanted);
                        return Optional.empty();
                    }
                    return Optional.of(value.apply(matcher));
                },
                writer);
    }

    private static ExecutorForm<List<String>> lines(String words, String start) {
        String wanted = "a " + words;
        return new ExecutorForm<>(
                words.replaceFirst(" such as.*", ""),
                wanted,
                SchemaParts.list(Map.of("type", "string")),
                (entry, diagnostics) -> {
                    if (!(entry.value() instanceof Sequence list)) {
                        diagnostics.reportMismatch(entry, wanted);
                        return Optional.empty();
                    }
                    List<String> lines = new ArrayList<>();
                    for (YamlNode item : list.items()) {
                        String line = item instanceof Scalar scalar ? scalar.text() : "";
                        if (line.isBlank() || line.length() > LONGEST_LINE || !line.startsWith(start) || broken(line)) {
                            String rule = " must be " + wanted + ", each of one line, got ";
                            diagnostics.report(item.at(), entry.key() + rule + item.described());
                        } else {
                            lines.add(line);
                        }
                    }
                    return Optional.of(lines);
                },
                List::toString);
    }

    private static boolean broken(String line) {
        return line.chars().anyMatch(Character::isISOControl);
    }

    private static Optional<Integer> number(Entry entry, Diagnostics diagnostics) {
        SettingType.Reading reading = SettingType.INT.read(entry.value());
        if (reading.value().orElse(null) instanceof SettingValue.Whole whole && whole.value() >= 0) {
            return Optional.of(whole.integer());
        }
        diagnostics.reportMismatch(entry, NUMBER.wanted());
        return Optional.empty();
    }

    private static long seconds(Matcher matcher) {
        return Long.parseLong(matcher.group(1))
                * Optional.ofNullable(SECONDS.get(matcher.group(2))).orElseThrow();
    }

    private static String time(long seconds) {
        for (String unit : List.of("d", "h", "m")) {
            long size = Optional.ofNullable(SECONDS.get(unit)).orElseThrow();
            if (seconds > 0 && seconds % size == 0) {
                return seconds / size + unit;
            }
        }
        return seconds + "s";
    }

    private static int mebibytes(Matcher matcher) {
        return Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("G") ? GIBI : 1);
    }
}
