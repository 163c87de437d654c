package dev.dlmbench.suite;

import dev.dlmbench.claim.Expectation.Choice;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the points that claims and rules name; the same words are looked up once. */
final class SelectedPoints {
    private static final int MOST_LOOKS = 300_000;

    private final Diagnostics diagnostics;
    private final Map<String, Map<String, String>> settings = new HashMap<>();
    private final Map<String, List<Point>> found = new HashMap<>();
    private final Map<String, SortedSet<String>> values = new HashMap<>();
    private int looks;

    SelectedPoints(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Returns those of the suite's {@code points} that {@code selection}, which stands at {@code at}, names. */
    List<Point> of(Selection selection, List<Point> points, Position at) {
        return found.computeIfAbsent(selection.toString(), words -> points.stream()
                .filter(point -> point.experiment().equals(selection.experiment()))
                .filter(point -> selection.choices().isEmpty() || matches(selection, point, at))
                .toList());
    }

    private boolean matches(Selection selection, Point point, Position at) {
        looks += selection.choices().size();
        if (looks > MOST_LOOKS) {
            diagnostics.giveUp(at, "claims and rules compare more than " + MOST_LOOKS + " settings of points");
        }
        return selection.matches(point.experiment(), point.axes(), settings(point));
    }

    /** Returns the values that a setting, given by its name or the end of it, has in points of one experiment. */
    SortedSet<String> values(String key, String experiment, List<Point> points) {
        return values.computeIfAbsent(experiment + " " + key, words -> {
            SortedSet<String> found = new TreeSet<>();
            for (Point point : points) {
                Stream.of(point.axes(), settings(point))
                        .forEach(settings -> settings.forEach((name, value) -> {
                            if (Choice.names(key, name)) {
                                found.add(value);
                            }
                        }));
            }
            return found;
        });
    }

    private Map<String, String> settings(Point point) {
        return settings.computeIfAbsent(point.id(), id -> point.settings().flattened());
    }
}
