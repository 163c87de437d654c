package dev.dlmbench.pretrained;

import dev.dlmbench.base.Problems;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A published model that an experiment measures.
 *
 * @param path of its folder, as it was written
 * @param folder that the path is relative to
 * @param mask the mask id among the folder's ids; absent where the family and the tokenizer tell
 */
public record PretrainedSpec(
        String path, String folder, @Nullable Integer mask) {
    /** Checks the settings. */
    public PretrainedSpec {
        Problems.in("model")
                .check(!path.isBlank(), "path", "is missing: kind pretrained needs the folder of the model")
                .check(mask == null || mask >= 0, "mask", "must not be negative, got %d", mask == null ? 0 : mask)
                .rejectIfAny();
    }

    /** Returns the folder of the model. */
    public Path place() {
        return Path.of(folder).resolve(path);
    }

    /** Returns the same model in another place. */
    public PretrainedSpec at(String place) {
        return new PretrainedSpec(place, "", mask);
    }

    /** Returns the mask id that was given, if one was. */
    public OptionalInt maskId() {
        return mask == null ? OptionalInt.empty() : OptionalInt.of(mask);
    }
}
