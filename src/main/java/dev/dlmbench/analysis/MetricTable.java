package dev.dlmbench.analysis;

import dev.dlmbench.base.Csv;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Measured values as a table, one row each, for whoever wants to ask other questions of them. */
public final class MetricTable {
    private final Table table;

    private MetricTable(Table table) {
        this.table = table;
    }

    /** Returns the table of {@code rows}; an absent value or standard error is a missing cell. */
    public static MetricTable of(String name, List<MetricRow> rows) {
        StringColumn point = StringColumn.create("point");
        LongColumn seed = LongColumn.create("seed");
        StringColumn metric = StringColumn.create("metric");
        StringColumn variant = StringColumn.create("variant");
        DoubleColumn value = DoubleColumn.create("value");
        DoubleColumn standardError = DoubleColumn.create("standardError");
        LongColumn n = LongColumn.create("n");
        StringColumn bound = StringColumn.create("bound");
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
            unit.append(row.metric().unit());
            definition.append(row.definition());
            reason.append(Objects.requireNonNullElse(row.measurement().reason(), ""));
        }
        return new MetricTable(Table.create(
                name, point, seed, metric, variant, value, standardError, n, bound, unit, definition, reason));
    }

    /** Returns the table as comma-separated values with a header (RFC 4180); a missing cell is empty. */
    public String csv() {
        Table written = table.copy();
        for (Column<?> column : table.columns()) {
            if (column instanceof StringColumn words) {
                written.replaceColumn(column.name(), words.map(Csv::text));
            }
        }
        StringWriter text = new StringWriter();
        written.write().csv(text);
        return text.toString();
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
