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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Likelihood of models with different tokens. */
final class BitsOverParameters extends Chart {
    BitsOverParameters() {
        super(
                "bpb-parameters",
                "Bits per byte over parameters",
                "Bits per byte of test text (lower is better) over trainable parameters, of which a larger vocabulary"
                        + " has more. A line is an experiment; beside a point is its tokenizer. Values compare under"
                        + " any tokenizer where the scored text is the same. Autoregression is exact; scores (\u00b6)"
                        + " are neither exact nor bounds; the others are upper bounds. Bars are 95 % intervals.",
                Metric.BPB.id());
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        Map<String, List<Mark>> lines = new LinkedHashMap<>();
        for (Model model : Model.of(results, NodeKind.LIKELIHOOD)) {
            mark(results, model.first()).ifPresent(mark -> lines.computeIfAbsent(
                            model.first().experiment(), experiment -> new ArrayList<>())
                    .add(mark));
        }
        List<Series> series = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, List<Mark>> line : lines.entrySet()) {
            Look look = Look.of(index++);
            List<Mark> sorted = line.getValue().stream()
                    .sorted(Comparator.comparingDouble(Mark::x))
                    .toList();
            FamilySeries.comparable(sorted).forEach(alike -> series.add(new Series(line.getKey(), look, alike, true)));
        }
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("trainable parameters", Scale.LOG10),
                        AxisLine.switchable("bits per byte", Scale.LINEAR),
                        series,
                        List.of(),
                        "tokenizer")
                .unlessEmpty();
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary bits = results.summary(point, Metric.BPB);
        Summary parameters = results.summary(point, Metric.PARAMETERS);
        if (bits.mean().isEmpty() || parameters.mean().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Mark.at(
                        point.id(),
                        parameters.mean().getAsDouble(),
                        bits.mean().getAsDouble(),
                        bits.interval(),
                        tokenizer(point))
                .knowing(bits.caveats()));
    }

    private static String tokenizer(PointEntry point) {
        String size = point.settings().getOrDefault("data.tokenizer.size", "");
        return (point.settings().getOrDefault("data.tokenizer", "") + " " + size).trim();
    }
}
