package dev.dlmbench.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The charts there are. */
public final class Charts {
    private static final List<Chart> STANDARD =
            List.of(new GenPplOverNfe(), new NllOverBlockSize(), new SpeedQuality(), new EntropyGenPpl());

    private static final List<Chart> OTHERS = List.of(
            new TrainingCurves(),
            LossProfiles.byTime(),
            LossProfiles.byPosition(),
            LossProfiles.byFrequency(),
            new VarianceOverWindows(),
            new BitsOverParameters(),
            new AccuracyOverCalls(),
            new AccuracyOverDifficulty(),
            new LatencyDistribution());

    private Charts() {}

    /** Returns all of them. */
    public static List<Chart> all() {
        return Stream.concat(STANDARD.stream(), OTHERS.stream()).toList();
    }

    /** Returns the names of those in the report of a suite that names none. */
    public static List<String> standard() {
        return STANDARD.stream().map(Chart::name).toList();
    }

    /** Returns the names of all of them. */
    public static List<String> names() {
        return all().stream().map(Chart::name).toList();
    }

    /** Returns the chart called {@code name} in suite files, if there is one. */
    public static Optional<Chart> byName(String name) {
        return all().stream().filter(chart -> chart.name().equals(name)).findFirst();
    }
}
