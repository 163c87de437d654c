package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many answers are right, over the network calls that an answer costs. */
final class AccuracyOverCalls extends Chart {
    AccuracyOverCalls() {
        super(
                "accuracy-nfe",
                "Accuracy over network calls",
                "Share of right answers (higher is better) over network evaluations per answer."
                        + " Bars are 95 % intervals. A line across is at the level of autoregression, whose own calls"
                        + " are where its mark is.",
                "accuracy and answer-nfe");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("network evaluations per answer", Scale.LOG2),
                        AxisLine.fixed("accuracy", Scale.LINEAR),
                        across(results, FamilySeries.of(results, true, point -> mark(results, point))),
                        List.of(),
                        "")
                .unlessEmpty();
    }

    /** Returns the series, those of autoregression as lines from end to end, as it has one number of calls only. */
    private static List<Series> across(SuiteResults results, List<Series> series) {
        Set<String> exact = results.index().points().stream()
                .filter(point -> point.process().equals("autoregressive"))
                .map(PointEntry::id)
                .collect(Collectors.toSet());
        DoubleSummaryStatistics calls = series.stream()
                .flatMap(line -> line.marks().stream())
                .mapToDouble(Mark::x)
                .summaryStatistics();
        List<Series> all = new ArrayList<>();
        for (Series line : series) {
            boolean one = line.marks().size() == 1
                    && line.marks().stream().map(Mark::point).allMatch(exact::contains);
            all.add(one ? line.across(calls.getMin(), calls.getMax()) : line);
        }
        return all;
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary calls = results.summary(point, Metric.ANSWER_NFE);
        Summary right = results.summary(point, Metric.ACCURACY);
        return calls.mean().isEmpty() || right.mean().isEmpty()
                ? Optional.empty()
                : Optional.of(Mark.at(
                                point.id(),
                                calls.mean().getAsDouble(),
                                right.mean().getAsDouble(),
                                right.interval(),
                                "")
                        .knowing(right.caveats().and(calls.caveats())));
    }
}
