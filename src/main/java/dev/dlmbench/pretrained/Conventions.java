package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.AttentionPattern;
import java.util.OptionalInt;

/**
 * What one has to know about a published network besides its weights to compute with it as its authors did.
 *
 * @param attention which rows see which in a pass over whole sequences; the rows of the dual patterns are the noisy
 *     half, then the clean one, as everywhere here
 * @param block S of the configuration; nothing where it states none
 * @param mask where the mask id stands
 * @param output what the authors' class returns
 * @param first what holds for the first position of a sequence
 */
public record Conventions(
        AttentionPattern attention, OptionalInt block, MaskPlace mask, Output output, FirstPosition first) {

    /** Where the mask id stands among the ids. */
    public enum MaskPlace {
        /** It is the tokenizer's own mask token if that has one, and the last id otherwise. */
        LAST_UNLESS_TOKENIZER_HAS_ONE,
        /** It is the last id, whatever the tokenizer has. */
        LAST,
        /** There is none: every row of the embedding is a state of the noise. */
        NONE,
        /** Neither the configuration nor the weights say whether there is one. */
        UNSTATED
    }

    /** What the network's own class returns; the network here returns logits whatever the family. */
    public enum Output {
        /** Logits, that of the mask id as any other. */
        LOGITS,
        /** Log-probabilities over all ids after the logit of the mask id is set to -1000. */
        LOG_PROBABILITIES
    }

    /** Whether the first position is one like the others. */
    public enum FirstPosition {
        /** It may be masked, and it is scored; under causal attention the mask id stands before it. */
        ORDINARY,
        /** It is given: never masked, never scored. */
        GIVEN
    }

    /**
     * Returns the mask id, or nothing if there is none or it is not known.
     *
     * @param vocabulary V, the rows of the embedding
     * @param ofTokenizer the mask id of the tokenizer, if that has a mask token
     */
    public OptionalInt maskId(int vocabulary, OptionalInt ofTokenizer) {
        return switch (mask) {
            case LAST_UNLESS_TOKENIZER_HAS_ONE ->
                ofTokenizer.isPresent() ? ofTokenizer : OptionalInt.of(vocabulary - 1);
            case LAST -> OptionalInt.of(vocabulary - 1);
            case NONE, UNSTATED -> OptionalInt.empty();
        };
    }
}
