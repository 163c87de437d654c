package dev.dlmbench.chart;

import dev.dlmbench.analysis.Frontiers;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Curve;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Quality of samples over their entropy, a curve for each frontier: what can be had at equal diversity. */
final class FrontierCurves extends Chart {
    /** Places between the ends of a curve where its band is known. */
    private static final int PLACES = 24;

    private static final double CONFIDENCE = 0.95;

    FrontierCurves() {
        super(
                "genppl-frontier",
                "Sample quality at equal entropy",
                "Generative perplexity over the unigram entropy of samples, while draws get bolder at the same calls:"
                        + " compare curves where they stand over the same entropy. The vertical line is the entropy of test"
                        + " text. Bands are 95 % intervals across seeds of the curve at an entropy, bars those of points.",
                "gen-ppl and entropy");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        List<Series> series = new ArrayList<>();
        int index = 0;
        Map<String, Long> sizes = results.index().points().stream()
                .collect(Collectors.groupingBy(PointEntry::experiment, Collectors.counting()));
        for (Map.Entry<String, List<PointEntry>> frontier :
                Frontiers.of(results.index().points()).entrySet()) {
            PointEntry first = frontier.getValue().get(0);
            if (frontier.getValue().size() == 1 && sizes.getOrDefault(first.experiment(), 0L) > 1) {
                continue; // of a sweep over something else
            }
            Look look = Look.of(index++);
            List<Mark> points = frontier.getValue().stream()
                    .flatMap(point -> mark(results, point).stream())
                    .toList();
            Collection<List<Mark>> comparable = FamilySeries.comparable(points);
            boolean curved = points.size() > 1 && comparable.size() == 1;
            for (List<Mark> alike : comparable) {
                List<Mark> marks = curved
                        ? along(Frontiers.curves(results, frontier.getValue()).values(), alike)
                        : alike.stream()
                                .sorted(Comparator.comparingDouble(Mark::x))
                                .toList();
                series.add(new Series(frontier.getKey(), look, marks, curved));
            }
        }
        List<Reference> data = results.facts(Metric.DATA_ENTROPY).stream()
                .map(value -> new Reference("test text", true, value, Look.line(Ink.INK, 2f, 2f)))
                .toList();
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("unigram entropy of samples, nats", Scale.LINEAR),
                        AxisLine.switchable("generative perplexity", Scale.LOG10),
                        series,
                        data,
                        "")
                .unlessEmpty();
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary entropy = results.summary(point, Metric.ENTROPY);
        Summary quality = results.summary(point, Metric.GEN_PPL);
        if (entropy.mean().isEmpty() || quality.mean().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Mark.at(point.id(), entropy.mean().getAsDouble(), quality.mean().getAsDouble(), quality.interval(), "")
                        .knowing(quality.caveats().and(entropy.caveats())));
    }

    /** Returns the points with what is between them, where all seeds reach: the mean curve and its interval. */
    private static List<Mark> along(Collection<Curve> curves, List<Mark> points) {
        double low = curves.stream().mapToDouble(Curve::low).max().orElse(Double.NaN);
        double high = curves.stream().mapToDouble(Curve::high).min().orElse(Double.NaN);
        Stream<Mark> between = !(low < high)
                ? Stream.empty()
                : IntStream.rangeClosed(0, PLACES)
                        .mapToDouble(i -> i == PLACES ? high : low + (high - low) * i / PLACES)
                        .mapToObj(place -> new Mark(
                                        "", place, height(curves, place), band(curves, place), "", false, false)
                                .knowing(points.get(0).caveats()));
        Stream<Mark> on = points.stream()
                .map(mark -> mark.x() < low || mark.x() > high || curves.size() < 2
                        ? mark
                        : Mark.at(mark.point(), mark.x(), mark.y(), band(curves, mark.x()), "")
                                .knowing(mark.caveats()));
        return Stream.concat(between, on)
                .sorted(Comparator.comparingDouble(Mark::x))
                .toList();
    }

    private static double[] heights(Collection<Curve> curves, double place) {
        return curves.stream().mapToDouble(curve -> curve.at(place)).toArray();
    }

    private static double height(Collection<Curve> curves, double place) {
        return Math.exp(Arrays.stream(heights(curves, place)).average().orElseThrow());
    }

    private static Optional<Interval> band(Collection<Curve> curves, double place) {
        return curves.size() < 2
                ? Optional.empty()
                : Optional.of(Estimate.ofMean(heights(curves, place))
                        .interval(CONFIDENCE)
                        .exponential());
    }
}
