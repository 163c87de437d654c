package dev.dlmbench.task;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The JSON object in one line of a file, with errors that name file and line. */
final class FieldsOfLine {
    /** No message names more fields. */
    private static final int SHOWN = 12;

    private static final int LONGEST_SHOWN = 60;

    private static final Pattern PLACE = Pattern.compile("\\d{1,6}");

    private final TaskFile.Line line;
    private final Map<?, ?> object;

    private FieldsOfLine(TaskFile.Line line, Map<?, ?> object) {
        this.line = line;
        this.object = object;
    }

    /**
     * Reads a line.
     *
     * @throws InvalidSettingException if it is no object
     */
    static FieldsOfLine of(TaskFile.Line line) {
        if (line.text().isBlank()) {
            throw new InvalidSettingException(line.place() + ": the line is empty");
        }
        try {
            if (Json.parse(line.text(), Object.class, line.file(), line.number()) instanceof Map<?, ?> object) {
                return new FieldsOfLine(line, object);
            }
        } catch (IOException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
        }
        throw new InvalidSettingException(line.place() + ": is no JSON object");
    }

    /** Ends the reading unless {@code holds}; the rule reads on from the field. */
    void check(boolean holds, String field, String rule) {
        if (!holds) {
            throw new InvalidSettingException(line.place() + ": field '" + field + "' " + rule);
        }
    }

    /**
     * Returns a field, which may lie in objects and lists within: their names, and places in lists counted from 0,
     * stand before it with points between.
     */
    Optional<Object> find(String field) {
        return find(object, field);
    }

    private static Optional<Object> find(Object within, String field) {
        Optional<Object> whole = inside(within, field);
        if (whole.isPresent()) {
            return whole;
        }
        int point = field.indexOf('.');
        return point <= 0
                ? Optional.empty()
                : inside(within, field.substring(0, point)).flatMap(inner -> find(inner, field.substring(point + 1)));
    }

    private static Optional<Object> inside(Object within, String name) {
        if (within instanceof List<?> several && PLACE.matcher(name).matches()) {
            int place = Integer.parseInt(name);
            return place < several.size() ? Optional.ofNullable(several.get(place)) : Optional.empty();
        }
        return within instanceof Map<?, ?> inner ? Optional.ofNullable(inner.get(name)) : Optional.empty();
    }

    private Object required(String field) {
        return find(field)
                .orElseThrow(() -> new InvalidSettingException(
                        line.place() + ": field '" + field + "' is missing; there are " + offered()));
    }

    /** Returns the fields that there are, as a suite names them. */
    private String offered() {
        List<String> names = new ArrayList<>();
        collect("", object, names);
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return names.isEmpty() ? "none" : names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }

    private static void collect(String prefix, Map<?, ?> within, List<String> names) {
        within.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                collect(prefix + name + ".", inner, names);
            } else {
                names.add(prefix + name);
            }
        });
    }

    /** Returns a text that is not empty, or a number as it is written without an exponent. */
    String text(String field) {
        String text = written(field, required(field));
        check(!text.isBlank(), field, "is empty");
        return text;
    }

    /** Returns texts, or the lines of one text; none if the field is missing. */
    List<String> texts(String field) {
        Object value = find(field).orElse(List.of());
        if (value instanceof List<?> several) {
            return several.stream().map(one -> written(field, one)).toList();
        }
        return written(field, value)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private String written(String field, Object value) {
        check(value instanceof String || value instanceof Number, field, "must be text or a number");
        return value instanceof Number ? new BigDecimal(value.toString()).toPlainString() : value.toString();
    }

    /** Returns the one form of a number in {@code text}, which is from {@code field}. */
    String number(String field, String text) {
        return Numbers.parse(text)
                .map(Numbers::form)
                .orElseThrow(() -> new InvalidSettingException(
                        line.place() + ": field '" + field + "' holds no number, but \"" + shortened(text) + "\""));
    }

    private static String shortened(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= LONGEST_SHOWN ? oneLine : oneLine.substring(0, LONGEST_SHOWN) + "...";
    }
}
