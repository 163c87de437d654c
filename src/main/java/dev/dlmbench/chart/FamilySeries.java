package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One series for each family of points, looking the same in every chart of a suite. */
final class FamilySeries {
    private FamilySeries() {}

    /** Returns the families that {@code mark} has something to show of, their marks from left to right. */
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
            series.add(new Series(family.getKey(), Look.of(index++), marks, line));
        }
        return series;
    }

    /** Returns {@code value} with two decimals, for a note. */
    static String note(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
