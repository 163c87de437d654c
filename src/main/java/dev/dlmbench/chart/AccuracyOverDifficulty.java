package dev.dlmbench.chart;

import dev.dlmbench.analysis.DifficultyOrder;
import dev.dlmbench.analysis.DifficultyShare;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many answers are right, over the difficulty of the examples. */
final class AccuracyOverDifficulty extends Chart {
    /** So many points have a line each. */
    private static final int MOST_POINTS = 8;

    /** How much of the room between two difficulties the marks beside each other may take. */
    private static final double SPREAD = 0.6;

    /** How far marks are apart in it, at most. */
    private static final double APART = 0.12;

    AccuracyOverDifficulty() {
        super(
                "accuracy-difficulty",
                "Accuracy over difficulty",
                "Share of right answers (higher is better) by the difficulty of the example, such as digits, depth or"
                        + " clues. Bars are 95 % intervals. Of more than eight points, only the one of each family that"
                        + " makes the most network calls is shown.",
                "answers to a task whose examples have difficulties");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        Map<PointEntry, List<DifficultyShare>> points = points(results);
        List<String> difficulties = points.values().stream()
                .flatMap(List::stream)
                .map(DifficultyShare::difficulty)
                .distinct()
                .sorted(DifficultyOrder.EASIEST_FIRST)
                .toList();
        boolean numbers = difficulties.stream()
                .allMatch(difficulty -> DifficultyOrder.number(difficulty).isPresent());
        double apart = Math.min(APART, SPREAD / Math.max(1, points.size()));
        List<String> families =
                List.copyOf(Families.of(results.index().points()).byName().keySet());
        boolean alone = points.keySet().stream().map(Families::name).distinct().count() == points.size();
        List<Series> series = new ArrayList<>();
        points.forEach((point, shares) -> {
            double shift = apart * (series.size() - (points.size() - 1) / 2.0);
            Summary accuracy = results.summary(point, Metric.ACCURACY);
            List<Mark> marks = shares.stream()
                    .map(share -> Mark.at(
                                    point.id(),
                                    difficulties.indexOf(share.difficulty()) + 1 + shift,
                                    share.share(),
                                    Optional.of(share.interval()),
                                    "")
                            .knowing(accuracy.caveats()))
                    .toList();
            Look look = Look.of(alone ? families.indexOf(Families.name(point)) : series.size());
            series.add(new Series(Families.pointName(point), look, marks, numbers));
        });
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("difficulty", Scale.LINEAR).naming(difficulties),
                        AxisLine.fixed("accuracy", Scale.LINEAR),
                        series,
                        List.of(),
                        "")
                .unlessEmpty();
    }

    /** Returns the points to show, in the order of the suite, with what they have. */
    private static Map<PointEntry, List<DifficultyShare>> points(SuiteResults results) throws IOException {
        Map<PointEntry, List<DifficultyShare>> all = new LinkedHashMap<>();
        for (PointEntry point : results.index().points()) {
            List<DifficultyShare> shares = DifficultyShare.of(results, point);
            if (!shares.isEmpty()) {
                all.put(point, shares);
            }
        }
        if (all.size() > MOST_POINTS) {
            Map<String, PointEntry> dearest = new LinkedHashMap<>();
            for (PointEntry point : all.keySet()) {
                dearest.merge(
                        Families.name(point),
                        point,
                        (one, other) -> calls(results, other) > calls(results, one) ? other : one);
            }
            Collection<PointEntry> shown = dearest.values();
            all.keySet().retainAll(shown);
        }
        return all;
    }

    private static double calls(SuiteResults results, PointEntry point) {
        return results.summary(point, Metric.ANSWER_NFE).mean().orElse(0);
    }
}
