package dev.dlmbench.backbone;

/** What a {@link Network} may be able to do, besides its attention patterns. */
public enum Ability {
    /** It predicts tokens. */
    PREDICTION("predictions of tokens"),
    /** It has a number for a noisy and a clean sequence together, its energy. */
    ENERGY("energies of sequences"),
    /** Its weights can be trained here. */
    TRAINING("training"),
    /** Its program decodes with a KV cache. */
    DECODING("decoding with a KV cache"),
    /** The noise level can be an input. */
    TIME_CONDITIONING("time conditioning"),
    /** Its matrix products may take bf16 inputs; a network without this one runs in single precision only. */
    BF16("bf16");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    /** Returns the ability in words. */
    public String words() {
        return words;
    }
}
