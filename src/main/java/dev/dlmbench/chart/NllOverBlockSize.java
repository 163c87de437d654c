package dev.dlmbench.chart;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Likelihood between autoregression and full-sequence diffusion. */
final class NllOverBlockSize extends Chart {
    NllOverBlockSize() {
        super(
                "nll-blocksize",
                "Likelihood over block size",
                "Negative log-likelihood of test text (lower is better) over the block size S. Autoregression is"
                        + " exact, and so are likelihoods of one sampler; scores (\u00b6) are neither exact nor bounds; the others"
                        + " are upper bounds. Horizontal lines: autoregression, full-sequence masked diffusion with masks on"
                        + " all tokens alike (MDLM), and what the source itself assigns to the text, where that is known."
                        + " Bars are 95 % intervals; where a lower bound is known, they reach down to it.",
                Metric.NLL.id());
    }

    /** What a line is of, and the letters of the values that it may join. */
    private record Line(String name, String letters) {}

    @Override
    Optional<Figure> figure(SuiteResults results) {
        Map<Line, Map<Integer, Mark>> lines = new LinkedHashMap<>();
        Set<String> rivals = rivals(results);
        List<Reference> references = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            Summary nll = results.summary(point, Metric.NLL);
            if (nll.mean().isEmpty()) {
                continue;
            }
            double mean = nll.mean().getAsDouble();
            if (point.process().equals("autoregressive")) {
                refer(references, "AR", nll, Look.line(Ink.INK));
                continue;
            }
            if (plain(point) && !nll.caveats().all().contains(Caveat.SCORE)) {
                refer(references, "MDLM", nll, Look.line(Ink.INK, 7f, 3f));
            }
            boolean told = rivals.contains(point.process())
                    || nll.caveats().all().contains(Caveat.OF_SAMPLER)
                    || nll.lower().isPresent();
            String name = told ? point.experiment() : point.process() + " diffusion";
            lines.computeIfAbsent(new Line(name, nll.caveats().letters()), key -> new TreeMap<>())
                    .putIfAbsent(
                            point.blockSize(),
                            Mark.at(point.id(), point.blockSize(), mean, bar(nll), "")
                                    .knowing(nll.caveats()));
        }
        sources(results).ifPresent(references::add);
        List<Series> series = new ArrayList<>();
        lines.forEach(
                (line, marks) -> series.add(new Series(line.name(), Look.of(series.size()), sorted(marks), true)));
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("block size S, tokens", Scale.LOG2),
                        AxisLine.switchable("NLL, nats per token", Scale.LINEAR),
                        series,
                        references,
                        "")
                .unlessEmpty();
    }

    /** Returns whether masks fall on all tokens of whole sequences alike. */
    private static boolean plain(PointEntry point) {
        return point.process().equals("masked")
                && point.blockSize() == point.sequence()
                && point.settings().getOrDefault("process.softMask.by", "none").equals("none");
    }

    private static Optional<Interval> bar(Summary nll) {
        if (nll.lower().isEmpty()) {
            return nll.interval();
        }
        double high = nll.interval().map(Interval::high).orElse(nll.mean().orElseThrow());
        double mean = nll.mean().orElseThrow();
        return Optional.of(new Interval(Math.min(nll.lower().getAsDouble(), mean), high));
    }

    /** Returns the processes of which several models were measured at one block size; they are told apart by name. */
    private static Set<String> rivals(SuiteResults results) {
        Map<String, Set<List<String>>> models = new HashMap<>();
        for (PointEntry point : results.index().points()) {
            List<String> nodes = point.seeds().stream().map(SeedEntry::model).toList();
            models.computeIfAbsent(point.process() + " " + point.blockSize(), key -> new HashSet<>())
                    .add(nodes);
        }
        Set<String> rivals = new HashSet<>();
        models.forEach((key, trained) -> {
            if (trained.size() > 1) {
                rivals.add(key.substring(0, key.indexOf(' ')));
            }
        });
        return rivals;
    }

    private static List<Mark> sorted(Map<Integer, Mark> marks) {
        return marks.values().stream()
                .sorted(Comparator.comparingDouble(Mark::x))
                .toList();
    }

    /** Several points of a sampling sweep share one likelihood, and so one line. */
    private static void refer(List<Reference> references, String name, Summary nll, Look look) {
        Reference reference = new Reference(name, false, nll.mean().orElseThrow(), look, nll.caveats());
        boolean there = references.stream()
                .anyMatch(line -> line.name().equals(name)
                        && line.caveats().letters().equals(nll.caveats().letters()));
        if (!there) {
            references.add(reference);
        }
    }

    private static Optional<Reference> sources(SuiteResults results) {
        Look dotted = Look.line(Ink.QUIET, 1.5f, 2f);
        List<Double> exact = results.facts(Metric.TRUE_NLL);
        if (exact.size() == 1) {
            return Optional.of(new Reference("source", false, exact.get(0), dotted));
        }
        List<Double> rates = results.facts(Metric.ENTROPY_RATE);
        return rates.size() == 1
                ? Optional.of(new Reference("entropy rate", false, rates.get(0), dotted))
                : Optional.empty();
    }
}
