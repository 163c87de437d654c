package dev.dlmbench.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * JSON to the character as Python's {@code json.dumps(value, indent=2, ensure_ascii=False)} writes it, which hashes of
 * documents are made of. Values are texts, lists and maps with texts for keys.
 */
final class PythonJson {
    private static final String STEP = "  ";
    private static final char FIRST_PRINTED = ' ';

    private PythonJson() {}

    /** Returns {@code value} over several lines, without a line feed at the end. */
    static String indented(Map<String, ?> value) {
        return text(value, "\n");
    }

    private static String text(Object value, String line) {
        String inner = line + STEP;
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + text(entry.getValue(), inner))
                    .collect(joined("{", "}", map.isEmpty(), line));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, inner)).collect(joined("[", "]", list.isEmpty(), line));
        }
        if (value instanceof String words) {
            return quoted(words);
        }
        throw new IllegalArgumentException("no text, list or map: " + value.getClass());
    }

    private static Collector<CharSequence, ?, String> joined(String open, String close, boolean empty, String line) {
        return empty
                ? Collectors.joining("", open, close)
                : Collectors.joining("," + line + STEP, open + line + STEP, line + close);
    }

    private static String quoted(String words) {
        StringBuilder quoted = new StringBuilder("\"");
        words.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            default -> c < FIRST_PRINTED ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
