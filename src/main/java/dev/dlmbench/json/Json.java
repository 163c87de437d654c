package dev.dlmbench.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Strict JSON: no number that is not a number, no key twice, no key unknown, nothing missing. */
public final class Json {
    /** No file that is read in one piece may be larger. */
    private static final int LARGEST_FILE = 256 << 20;

    /** Nothing that is written here comes near. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(LARGEST_FILE)
            .maxNestingDepth(100)
            .maxNumberLength(400)
            .maxNameLength(10_000)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .annotationIntrospector(new MarkedNulls())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final ObjectNode NOTHING = MAPPER.createObjectNode();

    private Json() {}

    /** Returns {@code value} on one line. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(finite(tree(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Returns {@code value} for people to read, with a line feed at the end. */
    public static byte[] pretty(Object value) {
        try {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(finite(tree(value)));
            return (text.replace(System.lineSeparator(), "\n") + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Reads a whole file. */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return parse(StoredText.read(file, LARGEST_FILE), type, file, 1);
    }

    /** Reads a whole file whose object may lack fields that came {@code later}; those are null. */
    public static <T> T read(Path file, Class<T> type, List<String> later) throws IOException {
        try {
            return read(file, type);
        } catch (IOException fault) {
            ObjectNode object = fault.getCause() instanceof MismatchedInputException ? object(file) : NOTHING;
            if (object.isEmpty() || later.stream().allMatch(object::has)) {
                throw fault;
            }
            later.stream().filter(name -> !object.has(name)).forEach(object::putNull);
            return parse(line(object), type, file, 1);
        }
    }

    /** Returns the object in a file; an empty one if there is something else. */
    private static ObjectNode object(Path file) throws IOException {
        return read(file, JsonNode.class) instanceof ObjectNode object ? object : NOTHING;
    }

    /** Reads one value; {@code file} and {@code line} are for the message. */
    public static <T> T parse(String text, Class<T> type, Path file, int line) throws IOException {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new IOException(file + ":" + line + ": null is no value here");
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int at = location == null ? line : line + Math.max(location.getLineNr(), 1) - 1;
            throw new IOException(file + ":" + at + ": " + JsonErrors.of(e), e);
        }
    }

    /** Returns {@code node} after making sure that it holds no number that JSON cannot express. */
    private static JsonNode finite(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("JSON has no number " + node.asText());
        }
        node.forEach(Json::finite);
        return node;
    }
}
