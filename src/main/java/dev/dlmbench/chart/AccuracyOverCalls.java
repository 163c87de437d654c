package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.List;
import java.util.Optional;

/** How many answers are right, over the network calls that an answer costs. */
final class AccuracyOverCalls extends Chart {
    AccuracyOverCalls() {
        super(
                "accuracy-nfe",
                "Accuracy over network calls",
                "Share of right answers (higher is better) over network evaluations per answer. Bars are 95 % intervals.",
                "accuracy and answer-nfe");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("network evaluations per answer", Scale.LOG2),
                        AxisLine.fixed("accuracy", Scale.LINEAR),
                        FamilySeries.of(results, true, point -> mark(results, point)),
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
