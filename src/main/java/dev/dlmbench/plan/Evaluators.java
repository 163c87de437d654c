package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.text.TextPart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The evaluators of a suite's points, each planned and read once. */
final class Evaluators {
    private final PlanFacts facts;
    private final Map<PublishedEvaluator, KnownEvaluator> known = new HashMap<>();

    Evaluators(PlanFacts facts) {
        this.facts = facts;
    }

    /**
     * Plans the evaluator that is trained for a point, and returns its address; nothing where that is none.
     *
     * @throws InvalidSettingException if nothing says how long it is trained
     */
    Optional<String> trained(NodeGraph graph, PointSettings settings) {
        EvaluatorSpec evaluator = settings.evaluator();
        if (evaluator.kind() != EvaluatorSpec.Kind.MODEL) {
            return Optional.empty();
        }
        if (evaluator.training().tokens() < settings.data().sequence()) {
            throw new InvalidSettingException(
                    "evaluator.training.tokens is missing: samples are scored, and no training says how long one is");
        }
        NodeSpec model = new ModelSpec.Train(
                settings.data(),
                facts.contentHash(settings.data()),
                TextPart.EVALUATOR,
                evaluator.backbone(),
                new AutoregressiveSpec(),
                ObjectiveSpec.NELBO,
                evaluator.training(),
                evaluator.engine(),
                evaluator.seed(),
                null,
                null);
        return Optional.of(graph.root(model, evaluatorOf(settings)));
    }

    /** Returns the published evaluator of a point, if that is one. */
    @Nullable
    KnownEvaluator published(PointSettings settings) {
        int longest = settings.sampling().stopping().maxLengthIn(settings.data().sequence());
        return settings.evaluator()
                .published()
                .map(evaluator -> known.computeIfAbsent(evaluator.resolved(longest), facts::published))
                .orElse(null);
    }

    /** Plans how well a trained evaluator fits the test split itself, and returns the node's address. */
    static String ownLikelihood(NodeGraph graph, PointSettings settings, String evaluator) {
        NodeSpec spec = new NodeSpec.Likelihood(
                evaluator,
                0,
                new LikelihoodSpec(Estimator.EXACT, 1),
                settings.evaluator().seed());
        return graph.hang(evaluator, spec, evaluatorOf(settings));
    }

    private static String evaluatorOf(PointSettings settings) {
        return "evaluator of " + settings.data().corpus().kind();
    }
}
