package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
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
        Set<String> exact = results.index().points().stream()
                .filter(point -> point.process().equals("autoregressive"))
                .map(PointEntry::id)
                .collect(Collectors.toSet());
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("network evaluations per answer", Scale.LOG2),
                        AxisLine.fixed("accuracy", Scale.LINEAR),
                        FamilySeries.across(FamilySeries.of(results, true, point -> mark(results, point)), exact),
                        List.of(),
                        "")
                .unlessEmpty();
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
