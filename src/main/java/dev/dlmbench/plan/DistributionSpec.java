package dev.dlmbench.plan;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.metric.NodeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured on all samples of a model together, and not on one after another. */
public sealed interface DistributionSpec extends NodeSpec permits DistributionSpec.Diversity, DistributionSpec.Mauve {
    /** Returns the address of the samples. */
    String samples();

    /** Returns the address of the facts about the text they imitate. */
    String data();

    /**
     * How much samples repeat themselves, each other and what was learnt.
     *
     * @param samples the address of the samples
     * @param data the address of the facts about the text they imitate
     */
    record Diversity(String samples, String data) implements DistributionSpec {
        @Override
        public NodeKind kind() {
            return NodeKind.DIVERSITY;
        }

        @Override
        public List<String> inputs() {
            return List.of(samples, data);
        }
    }

    /**
     * How far samples are from the test documents, as an evaluator sees them.
     *
     * @param samples the address of the samples
     * @param data the address of the facts about the text they imitate
     * @param evaluatorModel the address of the trained evaluator; absent where a published one is asked
     * @param engine where and how the evaluator computes
     * @param published the published evaluator; absent where that is none
     */
    record Mauve(
            String samples,
            String data,
            @Nullable String evaluatorModel,
            EngineSpec engine,
            @Nullable KnownEvaluator published)
            implements DistributionSpec, NodeSpec.Evaluated {
        @Override
        public NodeKind kind() {
            return NodeKind.MAUVE;
        }

        @Override
        public Mauve with(KnownEvaluator other) {
            return new Mauve(samples, data, evaluatorModel, engine, other);
        }
    }
}
