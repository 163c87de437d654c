package dev.dlmbench.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A point beside a line, which is read off where it has as much of a metric as the point has.
 *
 * @param point beside the line
 * @param at what the metric is at the point
 * @param mine the point's values by seed
 * @param theirs the line's values by seed, where the line goes as far
 */
record Reading(Side point, Side at, Map<Long, Double> mine, Map<Long, Line.Read> theirs) {

    static Reading of(Side point, Side at, Line line) {
        Map<Long, Double> mine = new TreeMap<>();
        Map<Long, Line.Read> theirs = new TreeMap<>();
        Map<Long, Double> values = point.values();
        at.values().forEach((seed, place) -> {
            Optional<Line.Read> read = line.read(seed, place);
            if (read.isPresent() && values.containsKey(seed)) {
                mine.put(seed, point.factor() * values.get(seed));
                theirs.put(seed, read.get());
            }
        });
        return new Reading(point, at, mine, theirs);
    }

    /** Returns whether the line goes as far in every seed. */
    boolean whole() {
        return !mine.isEmpty() && mine.size() == at.values().size();
    }

    /** Returns whether all values, those that the line may have included, are positive. */
    boolean positive() {
        return mine.values().stream().allMatch(value -> value > 0)
                && theirs.values().stream().allMatch(read -> read.low() > 0);
    }

    /** Returns the point of the line that all values of both are beside; nothing where any lies between two. */
    Optional<Side> on() {
        List<Side> sides = theirs.values().stream()
                .flatMap(read -> read.on().stream())
                .filter(side -> side.rows().keySet().equals(theirs.keySet()))
                .toList();
        boolean one = sides.stream().map(side -> side.point().id()).distinct().count() == 1;
        return one && sides.size() == theirs.size() && point.rows().keySet().equals(mine.keySet())
                ? Optional.of(sides.get(0))
                : Optional.empty();
    }

    /**
     * Returns how far the line lies from the point, its interval as wide as interpolation leaves it open; by example
     * where the point lies on one of the line that was asked the same.
     */
    Optional<Evidence> evidence(EvidenceFinder finder, boolean ratio) {
        Optional<Evidence> byExample = on().flatMap(side -> finder.byExample(point, side, ratio));
        if (byExample.isPresent()) {
            return byExample;
        }
        Optional<Evidence> interpolated = evidence(Line.Read::value, ratio);
        boolean exact = theirs.values().stream().allMatch(read -> read.low() == read.high());
        return exact
                ? interpolated
                : interpolated.flatMap(found -> evidence(Line.Read::low, ratio).flatMap(low -> evidence(
                                Line.Read::high, ratio)
                        .map(high -> found.between(low, high, ", and how far the line may bend between its points"))));
    }

    private Optional<Evidence> evidence(ToDoubleFunction<Line.Read> value, boolean ratio) {
        Map<Long, Double> line = new TreeMap<>();
        theirs.forEach((seed, read) -> line.put(seed, value.applyAsDouble(read)));
        return Evidence.acrossSeeds(mine, line, EvidenceFinder.scale(ratio))
                .flatMap(found -> ExampleEvidence.alone(point.metric(), found));
    }

    /** Returns where the line is read off, in words. */
    String place() {
        double mean = at.metric().scale().mean(at.values().values());
        return String.format(Locale.ROOT, " at %s %.4g", at.metric().id(), mean);
    }
}
