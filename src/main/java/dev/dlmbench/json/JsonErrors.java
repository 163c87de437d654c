package dev.dlmbench.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with JSON, in words for people who do not know how it is read. */
final class JsonErrors {
    private static final Pattern INNER = Pattern.compile(", from `[^`]*`");
    private static final int LONGEST = 200;

    private JsonErrors() {}

    /** Returns one line that names the key. */
    static String of(JsonProcessingException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "unknown key" + place(unknown);
        }
        if (fault instanceof ValueInstantiationException broken && broken.getCause() != null) {
            String rule = Optional.ofNullable(broken.getCause().getMessage())
                    .map(message -> ": " + message)
                    .orElse("");
            return (broken.getCause() instanceof NullPointerException ? "a value is missing" : "wrong values")
                    + place(broken)
                    + cut(rule);
        }
        if (fault instanceof MismatchedInputException mismatch) {
            return "a value is missing or of another kind than it should be" + place(mismatch);
        }
        String problem = fault.getOriginalMessage();
        return fault instanceof StreamConstraintsException
                ? INNER.matcher(problem).replaceAll("")
                : "not JSON: " + cut(problem);
    }

    private static String place(JsonMappingException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : " at '" + cut(path) + "'";
    }

    private static String cut(String text) {
        String line = text.replace("\n", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
