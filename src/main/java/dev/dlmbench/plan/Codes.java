package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.OnePath;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.suite.Suite;
import java.util.Optional;

/** Codes of texts by models: which models and samplers have one, and the nodes that measure it. */
public final class Codes {
    private Codes() {}

    /**
     * Returns the code of a model along the path of a sampler.
     *
     * @param model its address
     * @param block S, in tokens; 0 for autoregression
     */
    public static NodeSpec.Code node(String model, ProcessSpec process, int block, SamplingSpec sampling) {
        SamplingSpec resolved = Planner.sampling(process, sampling, block)
                .with(Stopping.FIXED)
                .drawing(1, sampling.batch())
                .unprompted()
                .unasked();
        return new NodeSpec.Code(model, block, OnePath.of(process(process, block), resolved));
    }

    /** Returns why there is no such code, in words; empty if there is one. */
    public static String missing(ProcessSpec process, NodeSpec.Code code) {
        return OnePath.missing(process(process, code.blockSize()), code.sampling());
    }

    /** Returns the process of any vocabulary. */
    private static GenerativeProcess process(ProcessSpec process, int block) {
        return process.process(block, 1);
    }

    /**
     * Refuses a suite that asks for codes and has no point with one; other points may lack it.
     *
     * @throws InvalidSettingException naming the metric, and what the first point lacks
     */
    static void requireSome(Suite suite) {
        Optional<Metric> asked = suite.metrics().stream()
                .filter(metric -> metric.measuredBy() == NodeKind.CODE)
                .findFirst();
        if (asked.isPresent()
                && suite.points().stream()
                        .noneMatch(point -> lacks(point.settings()).isEmpty())) {
            throw new InvalidSettingException("metrics: " + asked.get().id()
                    + " needs a sampler with one path to every text, and no point has one: "
                    + lacks(suite.points().get(0).settings()));
        }
    }

    private static String lacks(PointSettings settings) {
        ProcessSpec process = settings.process();
        return missing(process, node("", process, settings.blockSize(), settings.sampling()));
    }
}
