package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;

/** The shape of a diffusion transformer, as configurations name it. */
final class Sizes {
    private Sizes() {}

    /** Returns the sizes as classes for Hugging Face name them. */
    static BackboneSpec ofClass(ModelConfig config, int conditioning, boolean timed) {
        return new BackboneSpec(
                config.whole("n_blocks"), config.whole("hidden_dim"), config.whole("n_heads"), conditioning, 0, timed);
    }

    /** Returns the sizes as the settings of a training name them. */
    static BackboneSpec ofTraining(ModelConfig config, int conditioning, boolean timed) {
        return new BackboneSpec(
                config.whole("n_blocks"), config.whole("hidden_size"), config.whole("n_heads"), conditioning, 0, timed);
    }
}
