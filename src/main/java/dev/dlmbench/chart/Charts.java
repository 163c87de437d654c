package dev.dlmbench.chart;

import java.util.List;
import java.util.Optional;

/** The charts there are. */
public final class Charts {
    private static final List<Chart> ALL = List.of(
            new NllOverBlockSize(),
            new GenPplOverNfe(),
            new SpeedQuality(),
            new EntropyGenPpl(),
            new TrainingCurves(),
            LossProfiles.byTime(),
            LossProfiles.byPosition(),
            LossProfiles.byFrequency(),
            new VarianceOverWindows(),
            new LatencyDistribution());

    private Charts() {}

    /** Returns all of them. */
    public static List<Chart> all() {
        return ALL;
    }

    /** Returns the names of all of them, for messages. */
    public static String names() {
        return String.join(", ", ALL.stream().map(Chart::name).toList());
    }

    /** Returns the chart called {@code name} in suite files, if there is one. */
    public static Optional<Chart> byName(String name) {
        return ALL.stream().filter(chart -> chart.name().equals(name)).findFirst();
    }
}
