package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.training.TrainingSpec;
import java.util.Optional;

/**
 * The evaluator that scores samples for gen-PPL.
 *
 * @param kind the exact source, a model trained on text that no other model sees, or one that is published
 * @param backbone of the evaluator, where it is a model
 * @param training of the evaluator, where it is a model
 * @param engine where and how the evaluator is trained, whatever the models compute on
 * @param seed of the evaluator's training: one evaluator for all seeds of a suite
 * @param published the evaluator, where it is a published model
 */
public record EvaluatorSpec(
        Kind kind,
        BackboneSpec backbone,
        TrainingSpec training,
        EngineSpec engine,
        long seed,
        Optional<PublishedEvaluator> published) {

    /** Who scores. */
    public enum Kind {
        /** The source that made the corpus. */
        ORACLE,
        /** An autoregressive model. */
        MODEL,
        /** A model that others trained and published. */
        PRETRAINED
    }
}
