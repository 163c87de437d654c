package dev.dlmbench.analysis;

import dev.dlmbench.base.PointNames;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Points that differ only in how much their samples may cost, or how bold the draws are, and so make one line of a
 * chart.
 *
 * @param byName short name, such as {@code block,blockSize=4}, to the points, both in the order of the suite
 */
public record Families(Map<String, List<PointEntry>> byName) {
    private static final Set<String> ALONG_A_LINE = Set.of(
            "sampling.steps",
            "sampling.stepsPerBlock",
            "sampling.selector.bound",
            "sampling.corrector.rounds",
            "sampling.temperature",
            "sampling.topP");

    /** Returns the families of {@code points}. */
    public static Families of(List<PointEntry> points) {
        Map<String, List<PointEntry>> families = new LinkedHashMap<>();
        for (PointEntry point : points) {
            families.computeIfAbsent(name(point), name -> new ArrayList<>()).add(point);
        }
        return new Families(families);
    }

    /** Returns the name of the family that {@code point} belongs to. */
    public static String name(PointEntry point) {
        return PointNames.of(point.experiment(), point.axes(), axis -> !ALONG_A_LINE.contains(axis));
    }

    /** Returns the name of {@code point} itself. */
    public static String pointName(PointEntry point) {
        return point.id();
    }
}
