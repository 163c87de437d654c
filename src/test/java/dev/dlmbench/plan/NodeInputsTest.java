package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeInputs;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.VarianceSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store, which does not know what a spec means, finds the inputs that the spec itself names. */
class NodeInputsTest {
    private static final String A = Hashes.of("a");
    private static final String B = Hashes.of("b");
    private static final String C = Hashes.of("c");
    private static final EngineSpec ENGINE = new EngineSpec("auto", EngineSpec.Precision.AUTO, 0);
    private static final SamplingSpec SAMPLING = SamplingSpec.ancestral(4, 8, 8);

    static Stream<NodeSpec> specs() {
        DataSpec text = new DataSpec(new CorpusSpec.TextFile("a.txt"), DataSpec.TokenizerKind.CHAR, 16, 100, 4);
        return Stream.of(
                new NodeSpec.Data(text, C),
                new NodeSpec.Likelihood(A, 4, new LikelihoodSpec(Estimator.MONTE_CARLO, 4, 0.01, 9), -3),
                new NodeSpec.Mixture(List.of(A, B), List.of(.1, .9)),
                new NodeSpec.Profile(A, 4, 2, 1),
                new NodeSpec.Variance(A, 4, new VarianceSpec(3), 1),
                new WeighingSpec(A, 4, ImportanceResampling.Energy.AR, 32, 4, 1, B),
                new NodeSpec.Code(A, 4, SAMPLING),
                new NodeSpec.Samples(A, 4, SAMPLING, 1),
                new NodeSpec.Samples(A, 4, SAMPLING, 1, B),
                new NodeSpec.Score(A, B, null, ENGINE, null),
                new NodeSpec.Score(A, B, C, ENGINE, null),
                new DistributionSpec.Diversity(A, B),
                new DistributionSpec.Mauve(A, B, C, ENGINE, null),
                new NodeSpec.Choices(A, 4, Estimator.AUTO, 4, 1),
                new NodeSpec.Latency(A, 4, SAMPLING, new LatencySpec(List.of(1, 16), 1, 2, 3)),
                train(text));
    }

    private static NodeSpec train(DataSpec text) {
        ModelSpec.Train model = (ModelSpec.Train) SpecJsonTest.specs()
                .filter(ModelSpec.Train.class::isInstance)
                .findFirst()
                .orElseThrow();
        return new ModelSpec.Train(
                text,
                C,
                model.part(),
                model.backbone(),
                model.process(),
                model.objective(),
                model.training(),
                model.engine(),
                model.seed(),
                A,
                null);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void findsTheInputsOfEveryKindOfNode(NodeSpec spec) throws IOException {
        assertThat(NodeInputs.of(new JsonMapper().readTree(SpecJson.canonical(spec))))
                .containsExactlyInAnyOrderElementsOf(spec.inputs());
    }
}
