package dev.dlmbench.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as JSON for other programs. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern UNSEEN =
            Pattern.compile("[\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufdd0\\ufdd1]");

    private JsonText() {}

    /** Returns {@code value} on one line. */
    public static String line(Object value) {
        try {
            return spelled(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static String of(Object value) {
        try {
            return spelled(MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(value)
                    .replace(System.lineSeparator(), "\n"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Returns {@code json} with what a screen would not show spelled out, which means the same. */
    private static String spelled(String json) {
        return UNSEEN.matcher(json)
                .replaceAll(found -> Matcher.quoteReplacement(String.format(
                        Locale.ROOT, "\\u%04x", (int) found.group().charAt(0))));
    }
}
