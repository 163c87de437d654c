package dev.dlmbench.report;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.ParetoFront;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The points that no other beats in the quality of their samples at what they cost. Three things count: gen-PPL, the
 * cost, and by how much the samples' entropy falls short of the data's, as repetition alone makes gen-PPL low. Controls
 * are not among them.
 *
 * @param cost the heading of what it costs
 * @param unit of the cost
 * @param among the letters of the values that are compared; empty where all values are comparable
 * @param compared how many points have all values
 * @param columns of the main table that are shown: quality, entropy, cost
 * @param rows the front, cheapest first
 */
public record ParetoTable(
        String cost, String unit, String among, int compared, List<MainTable.Column> columns, List<Row> rows) {

    /**
     * One point of the front.
     *
     * @param name of the point, short
     * @param anchor of what the page says about it
     * @param cells quality, entropy and cost
     * @param beats how many points are worse in one of the three and better in none
     */
    public record Row(String name, String anchor, List<MainTable.Cell> cells, int beats) {}

    private record Candidate(MainTable.Row row, double quality, double shortfall, double cost) {
        private static final List<ToDoubleFunction<Candidate>> CRITERIA =
                List.of(Candidate::quality, Candidate::shortfall, Candidate::cost);

        boolean beats(Candidate other) {
            return ParetoFront.beats(this, other, CRITERIA);
        }
    }

    /**
     * Returns one table for each cost that was measured: calls, latency, throughput. Points whose values were measured
     * otherwise, such as under another evaluator, have a table of their own.
     */
    static List<ParetoTable> of(SuiteResults results, MainTable table) {
        List<ParetoTable> tables = new ArrayList<>();
        OptionalDouble data = results.facts(Metric.DATA_ENTROPY).stream()
                .mapToDouble(Double::doubleValue)
                .max();
        for (MainTable.Column column : table.columns()) {
            boolean cost = column.metric()
                    .filter(metric -> metric.is(MetricTrait.COST))
                    .isPresent();
            if (cost && table.index(Metric.GEN_PPL) >= 0) {
                fronts(table, column, data).stream()
                        .filter(front -> front.compared() > 1)
                        .forEach(tables::add);
            }
        }
        return tables;
    }

    private static List<ParetoTable> fronts(MainTable table, MainTable.Column cost, OptionalDouble data) {
        int quality = table.index(Metric.GEN_PPL);
        int entropy = table.index(Metric.ENTROPY);
        int costs = table.columns().indexOf(cost);
        List<Integer> shown = entropy < 0 ? List.of(quality, costs) : List.of(quality, entropy, costs);
        double sign = cost.metric().orElseThrow().better() == Metric.Better.HIGHER ? -1 : 1;
        Map<String, List<Candidate>> comparable = new TreeMap<>();
        for (MainTable.Row row : table.rows()) {
            boolean control = row.cells().get(quality).caveats().all().contains(Caveat.CONTROL);
            if (!control
                    && shown.stream()
                            .noneMatch(column -> row.cells().get(column).value().isEmpty())) {
                double shortfall =
                        entropy < 0 || data.isEmpty() ? 0 : Math.max(0, data.getAsDouble() - value(row, entropy));
                String letters = shown.stream()
                        .map(column -> row.cells().get(column).caveats())
                        .reduce(Caveats.NONE, Caveats::and)
                        .letters();
                comparable
                        .computeIfAbsent(letters, key -> new ArrayList<>())
                        .add(new Candidate(row, value(row, quality), shortfall, sign * value(row, costs)));
            }
        }
        return comparable.entrySet().stream()
                .map(group -> front(table, cost, shown, group.getKey(), group.getValue()))
                .toList();
    }

    private static ParetoTable front(
            MainTable table, MainTable.Column cost, List<Integer> shown, String among, List<Candidate> candidates) {
        List<Row> rows = ParetoFront.of(candidates, Candidate.CRITERIA).stream()
                .sorted(Comparator.comparingDouble(Candidate::cost))
                .map(point -> new Row(
                        point.row().name(),
                        point.row().anchor(),
                        shown.stream().map(point.row().cells()::get).toList(),
                        (int) candidates.stream().filter(point::beats).count()))
                .toList();
        return new ParetoTable(
                cost.heading(),
                cost.unit(),
                among,
                candidates.size(),
                shown.stream().map(table.columns()::get).toList(),
                rows);
    }

    private static double value(MainTable.Row row, int column) {
        return Double.parseDouble(row.cells().get(column).value());
    }
}
