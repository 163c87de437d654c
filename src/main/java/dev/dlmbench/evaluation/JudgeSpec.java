package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.training.TrainingSpec;

/**
 * Who scores samples for gen-PPL.
 *
 * @param kind the exact source, or a model trained on text that no other model sees
 * @param backbone of the judge, where it is a model
 * @param training of the judge, where it is a model
 * @param seed of the judge's training: one judge for all seeds of a suite
 */
public record JudgeSpec(Kind kind, BackboneSpec backbone, TrainingSpec training, long seed) {

    /** Who scores. */
    public enum Kind {
        /** The source that made the corpus. */
        ORACLE,
        /** An autoregressive model. */
        MODEL
    }
}
