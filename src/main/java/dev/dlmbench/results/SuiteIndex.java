package dev.dlmbench.results;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes belong to which point and seed of a suite, with what a report says about the suite itself.
 *
 * @param suite the name
 * @param title for people
 * @param file the suite file as it was named on the command line
 * @param text the suite file as it was read
 * @param metrics the ids of what is measured
 * @param charts the names of the charts to draw
 * @param tables the names of the tables to print
 * @param commentary what the suite's author says beside the results
 * @param claims what its author says is so
 * @param points all points, in the order of the file
 */
public record SuiteIndex(
        String suite,
        String title,
        String file,
        String text,
        List<String> metrics,
        List<String> charts,
        List<String> tables,
        @Nullable Commentary commentary,
        @Nullable List<Claim> claims,
        List<PointEntry> points) {

    /** Fields that indexes of before lack. */
    public static final List<String> LATER = List.of("commentary", "claims");

    /** Copies the collections. */
    public SuiteIndex {
        requireNonNull(suite);
        requireNonNull(title);
        requireNonNull(file);
        requireNonNull(text);
        metrics = List.copyOf(metrics);
        charts = List.copyOf(charts);
        tables = List.copyOf(tables);
        points = List.copyOf(points);
        commentary = commentary == null ? Commentary.NONE : commentary;
        Set<String> axes = axes(points);
        claims = claims == null
                ? List.of()
                : claims.stream().map(claim -> claim.inPresentWords(axes)).toList();
    }

    /** Returns the last words of the settings that points are named by. */
    private static Set<String> axes(List<PointEntry> points) {
        return points.stream()
                .flatMap(point -> point.axes().keySet().stream())
                .map(axis -> axis.substring(axis.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    /** Returns what the suite's author says beside the results. */
    @Override
    public Commentary commentary() {
        return requireNonNull(commentary);
    }

    /** Returns what the suite's author says is so. */
    @Override
    public List<Claim> claims() {
        return requireNonNull(claims);
    }
}
