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
import java.util.List;
import java.util.Optional;

/** Where models lose: one line for each point, over what the losses are sorted by. */
final class LossProfiles extends Chart {
    private final Metric metric;
    private final String axis;

    private LossProfiles(String name, String title, String caption, Metric metric, String axis) {
        super(name, title, caption, metric.id());
        this.metric = metric;
        this.axis = axis;
    }

    static LossProfiles byTime() {
        return new LossProfiles(
                "loss-time",
                "Loss over noise",
                "Loss of test tokens under the NELBO's weights, by the time that the noise is drawn at: 0 is clean, 1"
                        + " is pure noise. The mean over all times is the NELBO. Bands or bars are 95 % intervals.",
                Metric.LOSS_TIME,
                "time");
    }

    static LossProfiles byPosition() {
        return new LossProfiles(
                "loss-position",
                "Loss over the place in the block",
                "Loss of test tokens under the NELBO's weights, averaged over all times, by their place in the block."
                        + " Bands or bars are 95 % intervals.",
                Metric.LOSS_POSITION,
                "place in the block");
    }

    static LossProfiles byFrequency() {
        return new LossProfiles(
                "loss-frequency",
                "Loss over rarity",
                "Loss of test tokens by how rare they are: tokens of class c make up between 2^-(c+1) and 2^-c of the"
                        + " training text. Bands or bars are 95 % intervals.",
                Metric.LOSS_FREQUENCY,
                "rarity class of the token");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        List<Series> series = new ArrayList<>();
        for (Model model : Model.of(results, NodeKind.PROFILE)) {
            PointEntry point = model.first();
            List<Mark> marks = new ArrayList<>();
            for (Summary summary : results.summaries(point, metric)) {
                if (summary.mean().isPresent() && summary.conditions().containsKey("at")) {
                    double at = Double.parseDouble(summary.conditions().get("at"));
                    marks.add(Mark.at(point.id(), at, summary.mean().getAsDouble(), summary.interval(), "")
                            .knowing(summary.caveats()));
                }
            }
            if (!marks.isEmpty()) {
                series.add(new Series(model.name(), model.look(), marks, true));
            }
        }
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed(axis, Scale.LINEAR),
                        AxisLine.switchable("loss, nats per token", Scale.LINEAR),
                        series,
                        List.of(),
                        "")
                .withFewMarkers()
                .unlessEmpty();
    }
}
