package dev.dlmbench.text;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * A tokenizer whose own mask token is the mask of masked diffusion, so that no id is added: a model over it has as many
 * rows as the tokenizer has tokens. That is how MDLM uses BERT's vocabulary (103 of 30,522 ids). Ids keep their order,
 * but the mask goes to the end, where it is for every tokenizer here: K is one less than the tokenizer's, and ids
 * behind the mask are one less, too.
 */
public final class MaskInside implements Tokenizer {
    private final Tokenizer published;
    private final int inside;

    private MaskInside(Tokenizer published, int inside) {
        this.published = published;
        this.inside = inside;
    }

    /** Returns {@code tokenizer} with its own mask token as the mask, and as it is if it has none. */
    public static Tokenizer of(Tokenizer tokenizer) {
        OptionalInt inside = tokenizer.special().maskInside();
        return inside.isPresent() ? new MaskInside(tokenizer, inside.getAsInt()) : tokenizer;
    }

    @Override
    public int tokens() {
        return published.tokens() - 1;
    }

    @Override
    public SpecialIds special() {
        SpecialIds ids = published.special();
        return new SpecialIds(
                tokens(),
                OptionalInt.empty(),
                here(ids.beginning()),
                here(ids.end()),
                here(ids.padding()),
                here(ids.unknown()));
    }

    @Override
    public int mask() {
        return tokens();
    }

    @Override
    public String identity() {
        return published.identity() + " with its own mask " + inside;
    }

    /** @throws IllegalArgumentException also if {@code text} spells the mask token */
    @Override
    public int[] encode(String text) {
        int[] ids = published.encode(text);
        if (Arrays.stream(ids).anyMatch(id -> id == inside)) {
            throw new IllegalArgumentException(
                    "the text spells the mask token " + published.decode(new int[] {inside}));
        }
        return mapped(ids, this::here);
    }

    /** Returns the published one with the ids of here; what it puts around a text is left out. */
    @Override
    public String json() {
        return TokenizerJson.renumbered(published.json(), this::here);
    }

    @Override
    public String decode(int[] ids) {
        return published.decode(mapped(ids, this::there));
    }

    @Override
    public long characterCount(int[] ids) {
        return published.characterCount(mapped(ids, this::there));
    }

    @Override
    public long byteCount(int[] ids) {
        return published.byteCount(mapped(ids, this::there));
    }

    /** Returns which id here stands for a published one. */
    public int here(int id) {
        return id == inside ? mask() : id < inside ? id : id - 1;
    }

    /** Returns which id of the tokenizer decodes what stands for {@code id} here; the mask shows as every mask does. */
    private int there(int id) {
        return id == mask() ? published.mask() : id < inside ? id : id + 1;
    }

    private OptionalInt here(OptionalInt id) {
        return id.isPresent() ? OptionalInt.of(here(id.getAsInt())) : id;
    }

    private static int[] mapped(int[] ids, IntUnaryOperator change) {
        return Arrays.stream(ids).map(change).toArray();
    }
}
