package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.verdict.Contrast;
import dev.dlmbench.verdict.Outcome;
import dev.dlmbench.verdict.PointComparer;
import dev.dlmbench.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The points of a suite by one metric, the best first, and how each compares with the best.
 *
 * @param metric that they are ranked by
 * @param at what tells its values from others of the metric, such as the batch size; or empty
 * @param places in order; none where no point has a value
 */
record Ranking(Metric metric, String at, List<Place> places) {

    /** How a point compares with the best one. */
    enum Standing {
        /** It has the best value. */
        BEST("best"),
        /** The interval of the difference holds zero. */
        NOT_TOLD("not told apart"),
        /** The interval of the difference leaves out zero. */
        WORSE("worse"),
        /** The values do not mean the same. */
        NOT_COMPARABLE("not comparable");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * One point, and those that have its value from the same nodes.
     *
     * @param contrast with the best one; nothing for that one itself
     */
    record Place(
            PointEntry point, List<PointEntry> same, Summary summary, Standing standing, Optional<Contrast> contrast) {
        double value() {
            return summary.mean().orElseThrow();
        }
    }

    /** Ranks the points that have a value. */
    static Ranking of(SuiteResults results, Metric metric, String at) {
        Map<PointEntry, Summary> values = new LinkedHashMap<>();
        for (PointEntry point : results.index().points()) {
            Summary summary = results.variants(point, metric).get(at);
            if (!point.control() && summary != null && summary.mean().isPresent()) {
                values.put(point, summary);
            }
        }
        Comparator<Map.Entry<PointEntry, Summary>> rising =
                Comparator.comparingDouble(entry -> entry.getValue().mean().orElseThrow());
        List<PointEntry> order = new ArrayList<>();
        values.entrySet().stream()
                .sorted(metric.better() == Metric.Better.LOWER ? rising : rising.reversed())
                .forEach(entry -> order.add(entry.getKey()));
        PointComparer comparer = new PointComparer(results, results, Optional.empty());
        PointComparer amongAll = PointComparer.amongMany(results, order.size() - 1);
        List<Place> places = new ArrayList<>();
        while (!order.isEmpty()) {
            PointEntry point = order.remove(0);
            List<PointEntry> same = order.stream()
                    .filter(other -> results.rows(other, metric).stream()
                            .map(row -> row.node())
                            .toList()
                            .equals(results.rows(point, metric).stream()
                                    .map(row -> row.node())
                                    .toList()))
                    .toList();
            order.removeAll(same);
            Summary summary = Objects.requireNonNull(values.get(point));
            if (places.isEmpty()) {
                places.add(new Place(point, same, summary, Standing.BEST, Optional.empty()));
            } else {
                Optional<Contrast> contrast = comparer.compare(places.get(0).point(), point, List.of(metric)).stream()
                        .filter(found -> found.at().equals(at))
                        .findFirst();
                boolean lower = metric.better() == Metric.Better.LOWER;
                PointEntry best = places.get(0).point();
                // the best was chosen by the same values, so an interval that allows for the choice has to refute that
                // the other is better
                Standing standing =
                        amongAll.compare(lower ? point : best, lower ? best : point, List.of(metric)).stream()
                                .filter(found -> found.at().equals(at))
                                .findFirst()
                                .map(found -> found.verdict() == Verdict.SAME
                                        ? Standing.NOT_TOLD
                                        : standing(found.finding().outcome()))
                                .orElse(Standing.NOT_TOLD);
                places.add(new Place(point, same, summary, standing, contrast));
            }
        }
        return new Ranking(metric, at, places);
    }

    private static Standing standing(Outcome otherIsBetter) {
        return switch (otherIsBetter) {
            case REFUTED, REFUTED_FOR_THE_BOUND -> Standing.WORSE;
            case NOT_COMPARABLE, MISSING -> Standing.NOT_COMPARABLE;
            default -> Standing.NOT_TOLD;
        };
    }

    /** Returns whether every other point is worse than the first. */
    boolean clear() {
        return places.stream().skip(1).allMatch(place -> place.standing() == Standing.WORSE);
    }

    /** Returns whether no other point can be compared with the first, though there are others. */
    boolean incomparable() {
        return places.size() > 1
                && places.stream().skip(1).allMatch(place -> place.standing() == Standing.NOT_COMPARABLE);
    }
}
