package dev.dlmbench.setting;

import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.ProfileSpec;
import dev.dlmbench.training.VarianceSpec;

/**
 * How a model and its samples are measured.
 *
 * @param likelihood how test text is scored
 * @param profile how losses are sorted by where they arise
 * @param variance how the variance of losses and gradients is measured
 * @param evaluator who scores samples
 * @param latency how decoding is timed
 */
public record MeasurementSettings(
        LikelihoodSpec likelihood,
        ProfileSpec profile,
        VarianceSpec variance,
        EvaluatorSpec evaluator,
        LatencySpec latency) {}
