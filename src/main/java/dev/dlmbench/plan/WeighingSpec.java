package dev.dlmbench.plan;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.sampling.ImportanceResampling;
import java.util.List;
import java.util.Map;

/**
 * What the test documents score where the tokens of a step are weighed together.
 *
 * @param model the address of the model that proposes them
 * @param blockSize in tokens, at which the model is used
 * @param energy by which they are weighed
 * @param candidates that the normaliser is estimated from; 1 where it is known
 * @param draws of noise per document
 * @param seed of the noise
 * @param companion the address of the model that weighs them
 */
public record WeighingSpec(
        String model,
        int blockSize,
        ImportanceResampling.Energy energy,
        int candidates,
        int draws,
        long seed,
        String companion)
        implements NodeSpec.Measured {
    @Override
    public NodeKind kind() {
        return NodeKind.WEIGHING;
    }

    @Override
    public List<String> inputs() {
        return List.of(model, companion);
    }

    @Override
    public Map<ModelRole, String> models() {
        return Map.of(ModelRole.MODEL, model, ModelRole.COMPANION, companion);
    }
}
