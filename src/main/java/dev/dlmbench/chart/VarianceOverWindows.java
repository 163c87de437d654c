package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much the loss varies when masks are drawn from half of the rates. */
final class VarianceOverWindows extends Chart {
    private static final Pattern WINDOW = Pattern.compile("\\[([-0-9.E]+), ([-0-9.E]+)]");
    private static final double WIDTH = 0.5;

    VarianceOverWindows() {
        super(
                "variance-window",
                "Variance of the loss over windows of mask rates",
                "Variance of a block's mean loss (lower is better for training) when masks are drawn from a window of"
                        + " width 0.5 of the rates, over the window's lower end. The weights are those of the trained"
                        + " model. Bands or bars are 95 % intervals.",
                Metric.NELBO_VARIANCE.id());
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        List<Series> series = new ArrayList<>();
        for (Model model : Model.of(results, NodeKind.VARIANCE)) {
            PointEntry point = model.first();
            List<Mark> marks = new ArrayList<>();
            for (Summary summary : results.summaries(point, Metric.NELBO_VARIANCE)) {
                Matcher window = WINDOW.matcher(summary.conditions().getOrDefault("window", ""));
                if (summary.mean().isPresent() && window.matches()) {
                    double low = Double.parseDouble(window.group(1));
                    double high = Double.parseDouble(window.group(2));
                    if (Math.abs(high - low - WIDTH) < 0.01) {
                        marks.add(Mark.at(point.id(), low, summary.mean().getAsDouble(), summary.interval(), "")
                                .knowing(summary.caveats()));
                    }
                }
            }
            if (!marks.isEmpty()) {
                marks.sort(Comparator.comparingDouble(Mark::x));
                series.add(new Series(model.name(), model.look(), marks, true));
            }
        }
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("lower end of the window", Scale.LINEAR),
                        AxisLine.switchable("variance of a block's mean loss, nats\u00b2", Scale.LOG10),
                        series,
                        List.of(),
                        "")
                .withFewMarkers()
                .unlessEmpty();
    }
}
