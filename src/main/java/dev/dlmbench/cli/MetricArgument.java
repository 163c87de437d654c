package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.Metric;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A metric that was named on the command line. */
final class MetricArgument {
    private MetricArgument() {}

    /** Returns the metric called {@code id}. */
    static Metric of(String id) {
        return Metric.byId(id)
                .orElseThrow(() -> new InvalidSettingException("there is no metric '" + id + "'; there are: "
                        + Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "))));
    }
}
