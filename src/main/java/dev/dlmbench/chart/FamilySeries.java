package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Returns series over calls, with a line from end to end for a point alone that has one number of calls only, and
     * for each that has none.
     *
     * @param such which points may have one number of calls only, or none, by their ids
     */
    static List<Series> across(List<Series> series, Set<String> such) {
        DoubleSummaryStatistics calls = series.stream()
                .flatMap(line -> line.marks().stream())
                .mapToDouble(Mark::x)
                .filter(number -> number > 0)
                .summaryStatistics();
        List<Series> all = new ArrayList<>();
        for (Series line : series) {
            boolean whole = line.marks().stream().map(Mark::point).allMatch(such::contains);
            boolean one = line.marks().size() == 1 || line.marks().stream().allMatch(mark -> mark.x() == 0);
            if (whole && one && calls.getCount() > 0) {
                for (Mark mark : line.marks()) {
                    String name = line.marks().size() == 1 ? line.name() : mark.point();
                    Series alone = new Series(name, line.look(), List.of(mark), line.line())
                            .across(calls.getMin(), calls.getMax());
                    all.add(mark.x() > 0 ? alone : alone.knowing(mark.caveats())); // of no calls the ends alone remain
                }
            } else {
                all.add(line);
            }
        }
        return all;
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
