package dev.dlmbench.chart;

import dev.dlmbench.metric.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The charts there are. */
public final class Charts {
    private static final List<Chart> STANDARD =
            List.of(OverCalls.genPpl(), new NllOverBlockSize(), new SpeedQuality(), new EntropyGenPpl());

    private static final List<Chart> OF_ANSWERS = List.of(OverCalls.accuracy(), new AccuracyOverDifficulty());

    private static final List<Chart> OTHERS = List.of(
            new FrontierCurves(),
            OverCalls.mauve(),
            OverCalls.distance(),
            new TrainingCurves(),
            LossProfiles.byTime(),
            LossProfiles.byPosition(),
            LossProfiles.byFrequency(),
            new RevealOrder(),
            new VarianceOverWindows(),
            new BitsOverParameters(),
            new LatencyDistribution());

    private Charts() {}

    /** Returns all of them. */
    public static List<Chart> all() {
        return Stream.of(STANDARD, OF_ANSWERS, OTHERS).flatMap(List::stream).toList();
    }

    /**
     * Returns the names of those in the report of a suite that names none.
     *
     * @param metrics the names of what the suite asks for
     */
    public static List<String> standard(Collection<String> metrics) {
        boolean answers = metrics.contains(Metric.ACCURACY.id());
        boolean samples = metrics.contains(Metric.GEN_PPL.id());
        return Stream.of(answers ? OF_ANSWERS : List.<Chart>of(), answers && !samples ? List.<Chart>of() : STANDARD)
                .flatMap(List::stream)
                .map(Chart::name)
                .toList();
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
