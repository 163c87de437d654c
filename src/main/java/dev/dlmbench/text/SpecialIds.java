package dev.dlmbench.text;

import java.util.OptionalInt;

/**
 * Ids that stand for no text.
 *
 * <p>Which they are is not part of a tokenizer's {@link Tokenizer#identity}, because no id of a text depends on it. Who
 * computes something from them makes them part of its hash.
 *
 * @param mask what masked diffusion puts where a token is unknown; the last of all ids
 * @param maskInside the mask token that the tokenizer has among its real tokens, such as BERT's, if it has one; see
 *     {@link MaskInside}
 * @param beginning of a text, if the tokenizer has one
 * @param end of a text, if the tokenizer has one
 * @param padding of short sequences, if the tokenizer has one
 * @param unknown what text becomes that no token spells, if the tokenizer has one
 */
public record SpecialIds(
        int mask,
        OptionalInt maskInside,
        OptionalInt beginning,
        OptionalInt end,
        OptionalInt padding,
        OptionalInt unknown) {

    /** Returns the special ids of a tokenizer that has a mask and no other. */
    public static SpecialIds ofMask(int mask) {
        OptionalInt none = OptionalInt.empty();
        return new SpecialIds(mask, none, none, none, none, none);
    }
}
