package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Trace;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tokens samplers reveal first: how rare they are, over how much of a text was revealed before them. */
final class RevealOrder extends Chart {
    private static final String DRAWN = "draw";
    private static final int BINS = 8;
    private static final double CONFIDENCE = 0.95;

    RevealOrder() {
        super(
                "reveal-order",
                "Rarity over the order of revealing",
                "How rare the tokens are that a sampler reveals, over the share of the text that was revealed before, half"
                        + " of their own step included: minus the logarithm of a token's share of all recorded texts of"
                        + " the suite, averaged over the tokens in each of eight equal stretches. A level line is an order"
                        + " that does not look at tokens. Bands or bars are 95 % intervals across seeds.",
                "sampling.traces");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        Map<Model, List<List<Trace>>> recorded = new LinkedHashMap<>();
        for (Model model : Model.of(results, NodeKind.SAMPLES)) {
            recorded.put(model, results.traces(model.first()));
        }
        Map<String, Double> rarity = rarity(recorded.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .toList());
        List<Series> series = new ArrayList<>();
        recorded.forEach((model, seeds) -> {
            List<Mark> marks = marks(model.first().id(), seeds, rarity);
            if (!marks.isEmpty()) {
                series.add(new Series(model.name(), model.look(), marks, true));
            }
        });
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("share of the text revealed", Scale.LINEAR),
                        AxisLine.switchable("rarity of revealed tokens, nats", Scale.LINEAR),
                        series,
                        List.of(),
                        "")
                .unlessEmpty();
    }

    /** Returns minus the logarithm of each token's share of all that is drawn. */
    private static Map<String, Double> rarity(List<Trace> traces) {
        Map<String, Double> counts = new HashMap<>();
        double all = 0;
        for (Trace trace : traces) {
            for (Trace.Step step : trace.steps()) {
                if (step.role().equals(DRAWN)) {
                    step.to().forEach(token -> counts.merge(token, 1.0, Double::sum));
                    all += step.to().size();
                }
            }
        }
        double whole = all;
        counts.replaceAll((token, count) -> -Math.log(count / whole));
        return counts;
    }

    private static List<Mark> marks(String point, List<List<Trace>> seeds, Map<String, Double> rarity) {
        List<double[]> means =
                seeds.stream().map(traces -> means(traces, rarity)).toList();
        List<Mark> marks = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int place = bin;
            double[] there = means.stream()
                    .mapToDouble(mean -> mean[place])
                    .filter(mean -> !Double.isNaN(mean))
                    .toArray();
            if (there.length > 0) {
                Optional<Interval> interval = there.length < 2
                        ? Optional.empty()
                        : Optional.of(Estimate.ofMean(there).interval(CONFIDENCE));
                double mean = Arrays.stream(there).average().orElseThrow();
                marks.add(Mark.at(point, (bin + 0.5) / BINS, mean, interval, ""));
            }
        }
        return marks;
    }

    /** Returns the mean rarity of what is drawn in each stretch; not a number where nothing is. */
    private static double[] means(List<Trace> traces, Map<String, Double> rarity) {
        double[] sums = new double[BINS];
        int[] counts = new int[BINS];
        for (Trace trace : traces) {
            double before = 0;
            for (Trace.Step step : trace.steps()) {
                if (step.role().equals(DRAWN)) {
                    double middle = (before + step.to().size() / 2.0) / trace.length();
                    int bin = (int) Math.min(BINS - 1, middle * BINS);
                    step.to().forEach(token -> sums[bin] += rarity.getOrDefault(token, 0.0));
                    counts[bin] += step.to().size();
                }
                before += step.role().equals(DRAWN) ? step.to().size() : 0;
            }
        }
        double[] means = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            means[bin] = counts[bin] == 0 ? Double.NaN : sums[bin] / counts[bin];
        }
        return means;
    }
}
