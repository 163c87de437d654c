package dev.dlmbench.task;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON object in one line of a file, with errors that name file and line. */
final class FieldsOfLine {
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

    /** Returns a field, which may lie in objects within, their names before it with points between. */
    Optional<Object> find(String field) {
        return find(object, field);
    }

    private static Optional<Object> find(Map<?, ?> object, String field) {
        if (object.containsKey(field)) {
            return Optional.ofNullable(object.get(field));
        }
        int point = field.indexOf('.');
        return point > 0 && object.get(field.substring(0, point)) instanceof Map<?, ?> inner
                ? find(inner, field.substring(point + 1))
                : Optional.empty();
    }

    private Object required(String field) {
        return find(field)
                .orElseThrow(() -> new InvalidSettingException(line.place() + ": field '" + field + "' is missing"));
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
                        line.place() + ": field '" + field + "' holds no number, but \"" + text + "\""));
    }
}
