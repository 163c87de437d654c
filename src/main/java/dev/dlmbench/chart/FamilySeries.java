package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One series for each family of points, looking the same in every chart of a suite. */
final class FamilySeries {
    private FamilySeries() {}

    /**
     * Returns the families that {@code mark} has something to show of, their marks from left to right. Marks of a
     * family whose values are not comparable are series of their own, so that no line joins them.
     */
    static List<Series> of(SuiteResults results, boolean line, Function<PointEntry, Optional<Mark>> mark) {
        List<Series> series = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, List<PointEntry>> family :
                Families.of(results.index().points()).byName().entrySet()) {
            List<Mark> marks = family.getValue().stream()
                    .map(mark)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingDouble(Mark::x)
                            .thenComparingDouble(Mark::y)
                            .thenComparing(Mark::point))
                    .toList();
            Look look = Look.of(index++);
            comparable(marks).forEach(alike -> series.add(new Series(family.getKey(), look, alike, line)));
        }
        return series;
    }

    /**
     * Returns the marks that are comparable with each other, all together if all are, in the order of their letters.
     */
    static Collection<List<Mark>> comparable(List<Mark> marks) {
        Map<String, List<Mark>> byLetters = new TreeMap<>();
        marks.forEach(mark -> byLetters
                .computeIfAbsent(mark.caveats().letters(), letters -> new ArrayList<>())
                .add(mark));
        return byLetters.values();
    }

    /** Returns {@code value} with two decimals, for a note. */
    static String note(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
