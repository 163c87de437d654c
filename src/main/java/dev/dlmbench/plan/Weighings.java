package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import java.util.Optional;

/** The nodes that score test text by joint denoisers, of the points whose samplers weigh candidates. */
final class Weighings {
    /** Candidates that a normaliser is estimated from. */
    private static final int CANDIDATES = 32;

    private Weighings() {}

    /**
     * Refuses a suite that asks for such scores and has no point with one; other points may lack it.
     *
     * @throws InvalidSettingException naming the metric
     */
    static void requireSome(Suite suite) {
        Optional<Metric> asked = suite.metrics().stream()
                .filter(metric -> metric.measuredBy() == NodeKind.WEIGHING)
                .findFirst();
        if (asked.isPresent()
                && suite.points().stream().map(Point::settings).allMatch(settings -> resampling(settings)
                        .isEmpty())) {
            throw new InvalidSettingException(
                    "metrics: " + asked.get().id()
                            + " needs a sampler that weighs candidates, sampling.joint importance-resampling; no point has one");
        }
    }

    /** Returns the node of a point; nothing where its sampler weighs no candidates. */
    static Optional<NodeSpec> node(PointSettings settings, String model, long seed, String companion) {
        return resampling(settings)
                .map(resampling -> new WeighingSpec(
                        model,
                        settings.blockSize(),
                        resampling.energy(),
                        resampling.energy().normalised() ? 1 : CANDIDATES,
                        settings.likelihood().draws(),
                        seed,
                        companion));
    }

    private static Optional<ImportanceResampling> resampling(PointSettings settings) {
        return settings.sampling().joint() instanceof ImportanceResampling resampling
                ? Optional.of(resampling)
                : Optional.empty();
    }
}
