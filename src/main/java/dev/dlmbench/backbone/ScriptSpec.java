package dev.dlmbench.backbone;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A network of the user's own, as a TorchScript module: {@code forward(ids) -> logits}, ids (B, n) to logits (B, n, V).
 *
 * @param path of its file, as it was written
 * @param folder that the path is relative to
 * @param attention what its rows see
 * @param mask the id among its V that stands for a masked token; absent where there is none
 */
public record ScriptSpec(
        String path,
        String folder,
        Attention attention,
        @Nullable Integer mask) {
    /** What a row of a network sees. */
    public enum Attention {
        /** The tokens up to its own; it predicts the next one. */
        CAUSAL,
        /** All tokens; it predicts its own. */
        BIDIRECTIONAL
    }

    /** Checks the settings. */
    public ScriptSpec {
        Problems.in("backbone")
                .check(!path.isBlank(), "file", "is missing: kind torchscript needs the file of the module")
                .check(mask == null || mask >= 0, "mask", "must not be negative, got %d", mask == null ? 0 : mask)
                .check(
                        attention == Attention.CAUSAL || mask != null,
                        "mask",
                        "is missing: a network with bidirectional attention predicts masked tokens")
                .rejectIfAny();
    }

    /** Returns the attention as networks that are known here declare it. */
    public AttentionPattern pattern() {
        return attention == Attention.CAUSAL ? AttentionPattern.CAUSAL : AttentionPattern.BIDIRECTIONAL;
    }

    /**
     * Refuses other attention than the network's own.
     *
     * @throws InvalidSettingException if {@code needed} is another
     */
    public void require(AttentionPattern needed) {
        if (needed != pattern()) {
            throw new InvalidSettingException(path + " has " + Names.of(attention)
                    + " attention, and the process needs " + Names.of(needed) + " attention");
        }
    }

    /** Returns the file. */
    public Path place() {
        return Path.of(folder).resolve(path);
    }

    /** Returns the same module in another place. */
    public ScriptSpec at(String place) {
        return new ScriptSpec(place, "", attention, mask);
    }
}
