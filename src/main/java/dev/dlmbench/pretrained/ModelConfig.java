package dev.dlmbench.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.json.Json;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/** What a folder's {@code config.json} says, or a section of it. */
final class ModelConfig {
    /** The name of the file. */
    static final String FILE = "config.json";

    private final Path file;
    private final JsonNode values;

    private ModelConfig(Path file, JsonNode values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads the configuration of a folder.
     *
     * @throws InvalidSettingException if there is none
     */
    static ModelConfig read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(folder + " has no " + FILE);
        }
        JsonNode values = Json.read(file, JsonNode.class);
        if (!values.isObject()) {
            throw new InvalidSettingException(file + " is not an object");
        }
        return new ModelConfig(file, values);
    }

    /** Returns the section {@code key}; an empty one if there is none. */
    ModelConfig section(String key) {
        return new ModelConfig(file, values.path(key));
    }

    /** Returns what only a folder of this program states. */
    ModelConfig own() {
        return section(ConfigWriter.OWN);
    }

    /**
     * Returns where the mask id is: the last where the configuration says so, and else where MDLM's authors have it.
     */
    MaskPlace maskPlace() {
        OptionalInt stated = wholeIfAny(ConfigWriter.MASK_ID);
        return stated.isPresent() && stated.getAsInt() == whole("vocab_size") - 1
                ? MaskPlace.LAST
                : MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE;
    }

    /** Returns what holds for the first position; this program also scores it where authors take it as given. */
    FirstPosition firstPosition() {
        return own().has(ConfigWriter.FIRST)
                ? own().constant(ConfigWriter.FIRST, FirstPosition.class)
                : FirstPosition.GIVEN;
    }

    /** Returns a word, or nothing. */
    String word(String key) {
        return values.path(key).asText("");
    }

    /**
     * Returns the constant that a word names, as {@link Names#of} spells it.
     *
     * @throws InvalidSettingException if it names none
     */
    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Names.of(constant).equals(word(key)))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(file + ": " + key + " must be one of "
                        + Names.listed(Arrays.stream(type.getEnumConstants())
                                .map(Names::of)
                                .toList())
                        + ", got '" + word(key) + "'"));
    }

    /** Returns a flag, or false where it is not stated. */
    boolean flag(String key) {
        return values.path(key).asBoolean(false);
    }

    /** Returns a flag, or {@code otherwise} where it is not stated. */
    boolean flag(String key, boolean otherwise) {
        return values.path(key).asBoolean(otherwise);
    }

    /** Returns a number, or {@code otherwise} where it is not stated. */
    double number(String key, double otherwise) {
        return values.path(key).asDouble(otherwise);
    }

    /** Returns whether a key is there, whatever its value. */
    boolean has(String key) {
        return values.has(key);
    }

    /**
     * Returns a whole number.
     *
     * @throws InvalidSettingException if there is none
     */
    int whole(String key) {
        return wholeIfAny(key).orElseThrow(() -> new InvalidSettingException(file + " has no " + key));
    }

    /**
     * Returns a whole number, or nothing where the key is not there or null.
     *
     * @throws InvalidSettingException if it is something else
     */
    OptionalInt wholeIfAny(String key) {
        JsonNode value = values.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidSettingException(file + ": " + key + " must be a whole number, got " + value);
        }
        return OptionalInt.of(value.intValue());
    }

    /**
     * Refuses a flag that says what the family never is.
     *
     * @throws InvalidSettingException if it is not {@code wanted}
     */
    void require(String key, boolean wanted) {
        if (flag(key) != wanted) {
            throw new InvalidSettingException(
                    file + ": " + key + " must be " + wanted + " for a model of this family, got " + values.path(key));
        }
    }

    /**
     * Refuses a value that no network here computes with. A key that is not there has the value that is wanted.
     *
     * @throws InvalidSettingException if it is there and not {@code wanted}
     */
    void requireIfAny(String key, Object wanted) {
        JsonNode value = values.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.asText().equals(wanted.toString())) {
            throw new InvalidSettingException(file + ": " + key + " must be " + wanted + ", got " + value);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
