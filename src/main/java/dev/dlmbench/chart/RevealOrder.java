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
import java.util.Set;
import java.util.stream.IntStream;

/** Which tokens samplers reveal first: how rare they are, over how much of a text was revealed before them. */
final class RevealOrder extends Chart {
    private static final String DRAWN = "draw";
    private static final Set<String> REVEALING = Set.of("masked", "autoregressive");
    private static final int BINS = 8;
    private static final double CONFIDENCE = 0.95;

    /**
     * The tokens of a text that were drawn and stayed, those of one step beside each other.
     *
     * @param steps that revealed some, in order
     */
    private record Revealed(List<List<String>> steps) {

        static Revealed of(Trace trace) {
            Map<Integer, Integer> last = new HashMap<>();
            List<Trace.Step> drawn = trace.steps().stream()
                    .filter(step -> step.role().equals(DRAWN))
                    .toList();
            for (int k = 0; k < drawn.size(); k++) {
                for (int i : unmasked(drawn.get(k))) {
                    last.put(drawn.get(k).at().get(i), k);
                }
            }
            List<List<String>> steps = new ArrayList<>();
            for (int k = 0; k < drawn.size(); k++) {
                Trace.Step step = drawn.get(k);
                int here = k;
                steps.add(Arrays.stream(unmasked(step))
                        .filter(i -> last.getOrDefault(step.at().get(i), -1) == here)
                        .mapToObj(step.to()::get)
                        .toList());
            }
            return new Revealed(steps.stream().filter(step -> !step.isEmpty()).toList());
        }

        /** Returns which changes of a step are no new masks, which a corrector makes in the same step. */
        private static int[] unmasked(Trace.Step step) {
            return IntStream.range(0, step.to().size())
                    .filter(i -> !step.to().get(i).isEmpty())
                    .toArray();
        }

        int count() {
            return steps.stream().mapToInt(List::size).sum();
        }
    }

    RevealOrder() {
        super(
                "reveal-order",
                "Rarity over the order of revealing",
                "How rare the tokens are that a sampler reveals, over the share of the text that was revealed before, half"
                        + " of their own step included: minus the logarithm of a token's share of all recorded texts of"
                        + " the suite, averaged over the tokens in each of eight equal stretches. A level line is an order"
                        + " that does not look at tokens. Of what was masked again, the last revealing counts; what was"
                        + " given does not. Processes that reveal nothing, since every state is a token, have no line."
                        + " Bands or bars are 95 % intervals across seeds.",
                "sampling.traces");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        Map<Model, List<List<Revealed>>> recorded = new LinkedHashMap<>();
        for (Model model : Model.of(results, NodeKind.SAMPLES)) {
            if (REVEALING.contains(model.first().process())) {
                recorded.put(
                        model,
                        results.traces(model.first()).stream()
                                .map(traces -> traces.stream().map(Revealed::of).toList())
                                .toList());
            }
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

    /** Returns minus the logarithm of each token's share of all that is revealed. */
    private static Map<String, Double> rarity(List<Revealed> texts) {
        Map<String, Double> counts = new HashMap<>();
        for (Revealed text : texts) {
            text.steps().forEach(step -> step.forEach(token -> counts.merge(token, 1.0, Double::sum)));
        }
        double whole = texts.stream().mapToInt(Revealed::count).sum();
        counts.replaceAll((token, count) -> -Math.log(count / whole));
        return counts;
    }

    private static List<Mark> marks(String point, List<List<Revealed>> seeds, Map<String, Double> rarity) {
        List<double[]> means = seeds.stream().map(texts -> means(texts, rarity)).toList();
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

    /** Returns the mean rarity of what is revealed in each stretch; not a number where nothing is. */
    private static double[] means(List<Revealed> texts, Map<String, Double> rarity) {
        double[] sums = new double[BINS];
        int[] counts = new int[BINS];
        for (Revealed text : texts) {
            double before = 0;
            for (List<String> step : text.steps()) {
                double middle = (before + step.size() / 2.0) / text.count();
                int bin = (int) Math.min(BINS - 1, middle * BINS);
                step.forEach(token -> sums[bin] += rarity.getOrDefault(token, 0.0));
                counts[bin] += step.size();
                before += step.size();
            }
        }
        double[] means = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            means[bin] = counts[bin] == 0 ? Double.NaN : sums[bin] / counts[bin];
        }
        return means;
    }
}
