package dev.dlmbench.verdict;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A point beside a line, which is read off where it has as much of a metric as the point has.
 *
 * @param point beside the line
 * @param at what the metric is at the point
 * @param mine the point's values by seed
 * @param theirs the line's values by seed, where the line goes as far
 */
record Reading(Side point, Side at, Map<Long, Double> mine, Map<Long, Double> theirs) {

    static Reading of(Side point, Side at, Line line) {
        Map<Long, Double> mine = new TreeMap<>();
        Map<Long, Double> theirs = new TreeMap<>();
        Map<Long, Double> values = point.values();
        at.values().forEach((seed, place) -> {
            OptionalDouble value = line.read(seed, place);
            if (value.isPresent() && values.containsKey(seed)) {
                mine.put(seed, point.factor() * values.get(seed));
                theirs.put(seed, value.getAsDouble());
            }
        });
        return new Reading(point, at, mine, theirs);
    }

    /** Returns whether the line goes as far in every seed. */
    boolean whole() {
        return !mine.isEmpty() && mine.size() == at.values().size();
    }

    /** Returns where the line is read off, in words. */
    String place() {
        double mean = at.values().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return String.format(Locale.ROOT, " at %s %.4g", at.metric().id(), mean);
    }
}
