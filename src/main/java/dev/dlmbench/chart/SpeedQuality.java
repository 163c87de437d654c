package dev.dlmbench.chart;

import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.ParetoFront;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Quality of samples over the speed they are drawn at, with the points that nothing beats. */
final class SpeedQuality extends Chart {
    SpeedQuality() {
        super(
                "speed-quality",
                "Speed and quality",
                "Generative perplexity over decoding speed at the largest batch measured, or over latency where no"
                        + " speed was measured. The grey steps join the points that no other point beats on both:"
                        + " what lies above them is slower and worse than something else, and is drawn lighter. Values that"
                        + " are not comparable have fronts of their own. Bars are 95 % intervals of the perplexity.",
                "gen-ppl, and throughput or latency");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        List<String> batches = results.variants(Metric.THROUGHPUT);
        boolean throughput = !batches.isEmpty();
        String batch = throughput ? batches.get(batches.size() - 1) : "";
        List<Series> families = FamilySeries.of(results, false, point -> mark(results, point, throughput, batch));
        List<List<Mark>> fronts =
                FamilySeries.comparable(families.stream()
                                .flatMap(family -> family.marks().stream())
                                .toList())
                        .stream()
                        .map(marks -> front(marks, throughput))
                        .toList();
        List<Series> all = new ArrayList<>();
        families.forEach(family -> all.add(lighter(family, fronts)));
        fronts.forEach(front ->
                all.add(new Series("Pareto front", Look.line(Ink.QUIET, 3f, 2f), steps(front, throughput), true)));
        String speed = throughput
                ? "tokens per second" + (batch.isEmpty() ? "" : " at batch " + batch)
                : "latency of one sequence, ms";
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable(speed, Scale.LOG10),
                        AxisLine.switchable("generative perplexity", Scale.LOG10),
                        all,
                        List.of(),
                        "")
                .unlessEmpty();
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point, boolean throughput, String batch) {
        Summary quality = results.summary(point, Metric.GEN_PPL);
        Optional<Summary> speed = throughput
                ? results.summaries(point, Metric.THROUGHPUT).stream()
                        .filter(summary -> summary.batch().equals(batch))
                        .findFirst()
                : Optional.of(results.summary(point, Metric.LATENCY));
        if (quality.mean().isEmpty() || speed.isEmpty() || speed.get().mean().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Mark.at(
                        point.id(),
                        speed.get().mean().getAsDouble(),
                        quality.mean().getAsDouble(),
                        quality.interval(),
                        "")
                .knowing(quality.caveats().and(speed.get().caveats())));
    }

    /** Returns the points that no other beats, from left to right. */
    private static List<Mark> front(List<Mark> comparable, boolean throughput) {
        return ParetoFront.of(comparable, mark -> throughput ? -mark.x() : mark.x(), Mark::y).stream()
                .sorted(Comparator.comparingDouble(Mark::x))
                .toList();
    }

    /** Lets those of a family's points stand back that are not among the best. */
    private static Series lighter(Series family, List<List<Mark>> fronts) {
        List<Mark> marks = family.marks().stream()
                .map(mark -> fronts.stream().anyMatch(front -> front.contains(mark)) ? mark : mark.lighter())
                .toList();
        return new Series(family.name(), family.look(), marks, family.line());
    }

    /** Steps through the front: between two of its points, what is surely reached is the worse of both. */
    private static List<Mark> steps(List<Mark> front, boolean throughput) {
        List<Mark> steps = new ArrayList<>();
        Caveats letters = front.stream()
                .map(Mark::caveats)
                .reduce(Caveats::shared)
                .map(Caveats::onlyLetters)
                .orElse(Caveats.NONE);
        for (int i = 0; i < front.size(); i++) {
            if (i > 0) {
                Mark before = front.get(i - 1);
                Mark after = front.get(i);
                steps.add(Mark.corner(throughput ? before.x() : after.x(), throughput ? after.y() : before.y()));
            }
            steps.add(Mark.corner(front.get(i).x(), front.get(i).y()));
        }
        return steps.stream().map(corner -> corner.knowing(letters)).toList();
    }
}
