package dev.dlmbench.analysis;

import dev.dlmbench.base.Csv;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.index.StringIndex;
import tech.tablesaw.selection.Selection;

/** Measured values as a table, one row each: what the reading half asks, and what others are handed. */
public final class MetricTable {
    private final Table table;
    private final List<MetricRow> rows;
    private final StringIndex points;
    private final StringIndex metrics;

    private MetricTable(Table table, List<MetricRow> rows) {
        this.table = table;
        this.rows = List.copyOf(rows);
        this.points = new StringIndex(table.stringColumn("point"));
        this.metrics = new StringIndex(table.stringColumn("metric"));
    }

    /**
     * Returns the table of {@code rows}; an absent value, standard error, or lower bound beside an upper one is a
     * missing cell.
     */
    public static MetricTable of(String name, List<MetricRow> rows) {
        StringColumn point = StringColumn.create("point");
        LongColumn seed = LongColumn.create("seed");
        StringColumn metric = StringColumn.create("metric");
        StringColumn variant = StringColumn.create("variant");
        DoubleColumn value = DoubleColumn.create("value");
        DoubleColumn standardError = DoubleColumn.create("standardError");
        LongColumn n = LongColumn.create("n");
        StringColumn bound = StringColumn.create("bound");
        DoubleColumn lower = DoubleColumn.create("lower");
        StringColumn unit = StringColumn.create("unit");
        StringColumn definition = StringColumn.create("definition");
        StringColumn reason = StringColumn.create("reason");
        for (MetricRow row : rows) {
            point.append(row.point());
            seed.append(row.seed());
            metric.append(row.metric().id());
            variant.append(row.variant());
            value.append(row.measurement().value());
            standardError.append(row.measurement().standardError());
            n.append(row.measurement().n());
            bound.append(row.measurement().bound().name().toLowerCase(Locale.ROOT));
            lower.append(row.measurement().lower().map(Measurement::value).orElse(null));
            unit.append(row.metric().unit());
            definition.append(row.definition());
            reason.append(Objects.requireNonNullElse(row.measurement().reason(), ""));
        }
        return new MetricTable(
                Table.create(
                        name,
                        point,
                        seed,
                        metric,
                        variant,
                        value,
                        standardError,
                        n,
                        bound,
                        unit,
                        definition,
                        reason,
                        lower),
                rows);
    }

    /** Returns every value, in the order given. */
    List<MetricRow> all() {
        return rows;
    }

    /** Returns the values of one metric of one point, those at smaller batch sizes or earlier places first. */
    List<MetricRow> rows(String point, Metric metric) {
        return Arrays.stream(points.get(point).and(chosen(metric)).toArray())
                .mapToObj(rows::get)
                .sorted(Comparator.comparing(MetricRow::variant, BatchOrder.NUMERIC))
                .toList();
    }

    /** Returns whether there is a row of {@code metric}, be it one that says why there is no value. */
    boolean has(Metric metric) {
        return !chosen(metric).isEmpty();
    }

    /** Returns the values of {@code metric}, each once, in increasing order. */
    List<Double> distinct(Metric metric) {
        DoubleColumn values = table.doubleColumn("value").where(chosen(metric)).removeMissing();
        return values.unique().asList().stream().sorted().toList();
    }

    /** Returns at what {@code metric} was measured, such as batch sizes, in increasing order. */
    List<String> variants(Metric metric) {
        return table.stringColumn("variant").where(chosen(metric)).unique().asList().stream()
                .sorted(BatchOrder.NUMERIC)
                .toList();
    }

    private Selection chosen(Metric metric) {
        return metrics.get(metric.id());
    }

    /** Returns the table as comma-separated values with a header (RFC 4180); a missing cell is empty. */
    public String csv() {
        return Csv.of(table);
    }

    /** Writes the table as Parquet; a missing cell is null. */
    public void parquet(Path file) throws IOException {
        ParquetTable.write(table, file);
    }

    /** Returns the rows as maps of columns to values, in the order of the columns; a missing cell is null. */
    public List<Map<String, @Nullable Object>> rows() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < table.rowCount(); i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Column<?> column : table.columns()) {
                row.put(column.name(), column.isMissing(i) && !(column instanceof StringColumn) ? null : column.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns how many values there are. */
    public int rowCount() {
        return table.rowCount();
    }
}
