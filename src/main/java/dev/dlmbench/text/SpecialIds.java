package dev.dlmbench.text;

import java.util.OptionalInt;

/**
 * Ids that stand for no text.
 *
 * @param mask what masked diffusion puts where a token is unknown
 * @param beginning of a text, if the tokenizer has one
 * @param end of a text, if the tokenizer has one
 * @param padding of short sequences, if the tokenizer has one
 */
public record SpecialIds(int mask, OptionalInt beginning, OptionalInt end, OptionalInt padding) {

    /** Returns the special ids of a tokenizer that has a mask and no other. */
    public static SpecialIds ofMask(int mask) {
        return new SpecialIds(mask, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
}
