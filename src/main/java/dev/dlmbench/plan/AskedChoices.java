package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.task.TaskSpec;
import java.util.Optional;

/**
 * The points whose models choose among answers: those whose examples have choices. Others have nothing to choose from,
 * and a suite may have both.
 */
final class AskedChoices {
    private AskedChoices() {}

    /**
     * Refuses a suite that asks for choices and has none.
     *
     * @throws InvalidSettingException naming the metric
     */
    static void requireSome(Suite suite) {
        Optional<Metric> asked = suite.metrics().stream()
                .filter(metric -> metric.measuredBy() == NodeKind.CHOICES)
                .findFirst();
        if (asked.isPresent() && suite.points().stream().map(Point::settings).noneMatch(AskedChoices::of)) {
            throw new InvalidSettingException("metrics: " + asked.get().id()
                    + " needs a task whose examples have choices, boolean or jsonl with"
                    + " data.corpus.fields.choices; no point has one");
        }
    }

    /** Returns whether the examples of a point have choices. */
    static boolean of(PointSettings settings) {
        return settings.data().corpus().examples().filter(TaskSpec::choices).isPresent();
    }

    /**
     * Returns the node of a point whose examples have choices.
     *
     * @param model its address
     * @throws InvalidSettingException if the point's model cannot score a choice alone
     */
    static NodeSpec.Choices node(Point point, String model, long seed) {
        PointSettings settings = point.settings();
        TaskSpec task = settings.data().corpus().examples().orElseThrow();
        ProcessSpec process = settings.process();
        refuse(
                point,
                task.thoughts(),
                "go with answers that follow their prompt at once: data.corpus.thoughts must be false");
        refuse(
                point,
                process.kind().inBlocks() && !process.enumerable(),
                "need autoregression or masked noise in continuous time with parameterization subs: only then what"
                        + " stands behind a choice can be left open");
        refuse(
                point,
                process.kind().inBlocks() && settings.backbone().timeConditioning(),
                "need a network that does not see the noise level: backbone.timeConditioning must be false");
        if (process.exactAt(settings.blockSize())) {
            return new NodeSpec.Choices(model, settings.blockSize(), Estimator.EXACT, 1, seed);
        }
        Estimator asked = settings.likelihood().estimator();
        boolean meant = asked == Estimator.ENUMERATION || asked == Estimator.EXACT_COUNT;
        return new NodeSpec.Choices(
                model,
                settings.blockSize(),
                meant ? asked : Estimator.AUTO,
                settings.likelihood().draws(),
                seed);
    }

    private static void refuse(Point point, boolean wrong, String what) {
        if (wrong) {
            throw new InvalidSettingException("choices by likelihood " + what + " (point " + point.id() + ")");
        }
    }
}
