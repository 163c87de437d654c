package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured on all samples of a point together. An evaluator holds them against the test documents where it is a
 * network, which makes something of a text; the exact source does not. Nor are the examples of a task a text. A suite
 * may have such points, too.
 */
final class Distributions {
    /** Enough for two clusters of samples on each half of them. */
    private static final int FEWEST = 10;

    private Distributions() {}

    /**
     * Refuses a suite that asks for MAUVE and has no point with it.
     *
     * @throws InvalidSettingException naming the metric
     */
    static void requireSome(Suite suite) {
        Optional<Metric> asked = suite.metrics().stream()
                .filter(metric -> metric.measuredBy() == NodeKind.MAUVE)
                .findFirst();
        if (asked.isPresent() && suite.points().stream().map(Point::settings).noneMatch(Distributions::byNetwork)) {
            throw new InvalidSettingException("metrics: " + asked.get().id() + " needs a text that is no task, and an"
                    + " evaluator that is a network: evaluator.kind must be model or pretrained");
        }
    }

    private static boolean byNetwork(PointSettings settings) {
        return settings.evaluator().kind() != EvaluatorSpec.Kind.ORACLE
                && settings.data().corpus().examples().isEmpty();
    }

    /**
     * Returns the nodes of a point.
     *
     * @param kinds that are asked for
     * @param score what the evaluator says about the same samples
     * @throws InvalidSettingException if samples and test documents cannot be as many and of one length
     */
    static List<DistributionSpec> nodes(Set<NodeKind> kinds, Point point, NodeSpec.Score score) {
        List<DistributionSpec> nodes = new ArrayList<>();
        if (kinds.contains(NodeKind.DIVERSITY)) {
            nodes.add(new DistributionSpec.Diversity(score.samples(), score.data()));
        }
        if (kinds.contains(NodeKind.MAUVE) && byNetwork(point.settings())) {
            requireAlike(point);
            nodes.add(new DistributionSpec.Mauve(
                    score.samples(), score.data(), score.evaluatorModel(), score.engine(), score.published()));
        }
        return nodes;
    }

    private static void requireAlike(Point point) {
        PointSettings settings = point.settings();
        int samples = settings.sampling().samples();
        int documents = settings.data().documents();
        int length = settings.sampling().stopping().maxLengthIn(settings.data().sequence());
        refuse(point, samples < FEWEST, "at least " + FEWEST + " samples: sampling.samples is " + samples);
        refuse(
                point,
                documents > 0 && documents < samples,
                "as many test documents as samples: data.documents is " + documents + ", sampling.samples " + samples);
        refuse(
                point,
                length > settings.data().sequence(),
                "test documents of the samples' length: sampling.stop.maxLength is " + length + ", data.sequence "
                        + settings.data().sequence());
        refuse(
                point,
                settings.sampling().stopping().free(),
                "samples of one length: sampling.stop.text must not be set");
    }

    private static void refuse(Point point, boolean wrong, String what) {
        if (wrong) {
            throw new InvalidSettingException("mauve needs " + what + " (point " + point.id() + ")");
        }
    }
}
