package dev.dlmbench.report;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.report.MainTable.Cell;
import dev.dlmbench.report.MainTable.Column;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a point's numbers come from: its settings, and every value with the node that measured it.
 *
 * @param id of the point
 * @param name of the point, shorter
 * @param anchor of the paragraph
 * @param line of the suite file where its experiment begins; 0 if it does not stand there
 * @param settings that not all points share
 * @param seeds the replicates
 * @param values one line for each value of the main table
 */
public record PointCard(
        String id,
        String name,
        String anchor,
        int line,
        Map<String, String> settings,
        String seeds,
        List<Value> values) {
    private static final int SHORT = 12;

    /**
     * One number of the main table.
     *
     * @param anchor of the line
     * @param heading of the table's column
     * @param unit of the number
     * @param cell of the table
     * @param seeds what it was made of
     */
    public record Value(String anchor, String heading, String unit, Cell cell, List<SeedValue> seeds) {}

    /**
     * What was measured in one seed.
     *
     * @param seed the replicate
     * @param text of the value, marked where the model of the seed was still learning
     * @param node the beginning of the address of the node that it comes from
     */
    public record SeedValue(long seed, String text, String node) {}

    static List<PointCard> of(SuiteResults results, MainTable table, Map<String, String> common) {
        List<PointCard> cards = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            PointEntry point = results.index().points().get(i);
            MainTable.Row row = table.rows().get(i);
            Map<String, String> own = new LinkedHashMap<>(point.settings());
            own.keySet().removeAll(common.keySet());
            cards.add(new PointCard(
                    point.id(),
                    Families.pointName(point),
                    row.anchor(),
                    SourceLines.ofExperiment(results.index().text(), point.experiment()),
                    own,
                    point.seeds().stream()
                            .map(SeedEntry::seed)
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")),
                    values(results, point, table, row)));
        }
        return cards;
    }

    private static List<Value> values(SuiteResults results, PointEntry point, MainTable table, MainTable.Row row) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            Cell cell = row.cells().get(i);
            if (column.metric().isPresent() && !cell.value().isEmpty()) {
                values.add(new Value(
                        row.anchor() + "-" + column.key(),
                        column.heading(),
                        column.unit(),
                        cell,
                        seeds(results, point, column, cell)));
            }
        }
        return values;
    }

    private static List<SeedValue> seeds(SuiteResults results, PointEntry point, Column column, Cell cell) {
        boolean marked = cell.caveats().all().contains(Caveat.STILL_LEARNING);
        Set<Long> learning = point.seeds().stream()
                .filter(seed -> marked && results.stillLearning(seed))
                .map(SeedEntry::seed)
                .collect(Collectors.toSet());
        List<MetricRow> rows = results.rows(point, column.metric().orElseThrow());
        Optional<String> variant = column.at().isEmpty()
                ? rows.stream().findFirst().map(MetricRow::variant)
                : Optional.of(column.at());
        return rows.stream()
                .filter(row -> Optional.of(row.variant()).equals(variant))
                .map(row -> new SeedValue(
                        row.seed(),
                        text(row.measurement())
                                + (learning.contains(row.seed()) ? "\u202f" + Caveat.STILL_LEARNING.sign() : ""),
                        row.node().substring(0, SHORT)))
                .toList();
    }

    private static String text(Measurement measurement) {
        Double value = measurement.value();
        return value == null ? "\u2013" : ReportWords.number(measurement.metric(), value);
    }
}
