package dev.dlmbench.chart;

import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.PointEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long single decodings took: the share that took no longer than a time. */
final class LatencyDistribution extends Chart {
    private static final int BATCH = 1;

    LatencyDistribution() {
        super(
                "latency-distribution",
                "Distribution of latencies",
                "The share of single decodings, one sequence at a time, that took no longer than a time: a curve that"
                        + " rises steeply and far to the left is fast and steady. All JVMs and seeds together, every"
                        + " decoding after the warm-up.",
                "latency at batch 1");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        List<Series> series = new ArrayList<>();
        for (Model model : Model.of(results, NodeKind.LATENCY)) {
            PointEntry point = model.first();
            double[] times = results.decodingTimes(point, BATCH);
            if (times.length > 0) {
                Arrays.sort(times);
                series.add(new Series(
                        Families.pointName(point), Look.of(series.size()), steps(results, point, times), true));
            }
        }
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("time to decode one sequence, ms", Scale.LOG10),
                        AxisLine.fixed("share of decodings", Scale.LINEAR),
                        series,
                        List.of(),
                        "")
                .withFewMarkers()
                .unlessEmpty();
    }

    /** Rises by one n-th at each of n sorted times. */
    private static List<Mark> steps(SuiteResults results, PointEntry point, double[] times) {
        Caveats caveats = results.summary(point, Metric.LATENCY).caveats();
        List<Mark> steps = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            steps.add(Mark.corner(times[i], i / (double) times.length));
            double share = (i + 1) / (double) times.length;
            steps.add(Mark.at(point.id(), times[i], share, Optional.empty(), ""));
        }
        return steps.stream().map(step -> step.knowing(caveats)).toList();
    }
}
