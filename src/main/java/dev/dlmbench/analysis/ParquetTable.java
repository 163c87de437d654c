package dev.dlmbench.analysis;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import blue.strategic.parquet.ParquetWriter;
import blue.strategic.parquet.ValueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as Parquet: text in UTF-8, whole numbers of 64 bits, doubles; any cell may be missing. */
final class ParquetTable {
    private ParquetTable() {}

    /** Writes {@code table}, replacing what was there. */
    static void write(Table table, Path file) throws IOException {
        MessageType schema = new MessageType(
                table.name(), table.columns().stream().map(ParquetTable::type).toList());
        Files.deleteIfExists(file);
        try (ParquetWriter<Integer> writer =
                ParquetWriter.writeFile(schema, file.toFile(), (row, cells) -> write(table, row, cells))) {
            for (int row = 0; row < table.rowCount(); row++) {
                writer.write(row);
            }
        }
    }

    private static void write(Table table, int row, ValueWriter cells) {
        for (Column<?> column : table.columns()) {
            if (!column.isMissing(row)) {
                cells.write(column.name(), column.get(row));
            }
        }
    }

    private static Type type(Column<?> column) {
        if (column instanceof StringColumn) {
            return Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(column.name());
        }
        if (column instanceof LongColumn) {
            return Types.optional(PrimitiveTypeName.INT64).named(column.name());
        }
        if (column instanceof DoubleColumn) {
            return Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
        }
        throw new IllegalArgumentException("no type of Parquet is known for the column " + column.name());
    }
}
