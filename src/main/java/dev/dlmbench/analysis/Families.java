package dev.dlmbench.analysis;

import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Points that differ only in how much their samples may cost, or how bold the draws are, and so make one line of a
 * chart.
 *
 * @param byName short name, such as {@code block S=4}, to the points, both in the order of the suite
 */
public record Families(Map<String, List<PointEntry>> byName) {
    private static final Set<String> ALONG_A_LINE = Set.of(
            "sampling.steps",
            "sampling.stepsPerBlock",
            "sampling.selector.bound",
            "sampling.corrector.rounds",
            "sampling.temperature",
            "sampling.nucleus");

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
        return described(point, false);
    }

    /** Returns the name of {@code point} itself, such as {@code block S=4 T=2}. */
    public static String pointName(PointEntry point) {
        return described(point, true);
    }

    private static String described(PointEntry point, boolean sampling) {
        String axes = point.axes().entrySet().stream()
                .filter(axis -> sampling || !ALONG_A_LINE.contains(axis.getKey()))
                .map(axis -> " " + (bare(axis.getKey()) ? "" : shortName(axis.getKey()) + "=") + axis.getValue())
                .collect(Collectors.joining());
        return point.experiment() + axes;
    }

    /** Returns whether an axis' values say what they are of. */
    private static boolean bare(String axis) {
        return axis.equals("sampling.sampler") || axis.equals("data.corpus");
    }

    private static String shortName(String axis) {
        return switch (axis) {
            case "process.blockSize" -> "S";
            case "sampling.stepsPerBlock" -> "T";
            default -> axis.substring(axis.lastIndexOf('.') + 1);
        };
    }
}
