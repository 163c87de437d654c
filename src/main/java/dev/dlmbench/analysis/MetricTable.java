package dev.dlmbench.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Measured values as a table, one row each, for whoever wants to ask other questions of them. */
public final class MetricTable {
    private MetricTable() {}

    /** Returns the table of {@code rows}; an absent value or standard error is a missing cell. */
    public static Table of(String name, List<MetricRow> rows) {
        StringColumn point = StringColumn.create("point");
        LongColumn seed = LongColumn.create("seed");
        StringColumn metric = StringColumn.create("metric");
        StringColumn batch = StringColumn.create("batch");
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
            batch.append(row.batch());
            value.append(row.measurement().value());
            standardError.append(row.measurement().standardError());
            n.append(row.measurement().n());
            bound.append(row.measurement().bound().name().toLowerCase(Locale.ROOT));
            unit.append(row.metric().unit());
            definition.append(row.definition());
            reason.append(Objects.requireNonNullElse(row.measurement().reason(), ""));
        }
        return Table.create(name, point, seed, metric, batch, value, standardError, n, bound, unit, definition, reason);
    }
}
