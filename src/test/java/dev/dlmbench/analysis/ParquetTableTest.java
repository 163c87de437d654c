package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back, with its types and with what is missing. */
class ParquetTableTest {
    @TempDir
    private Path folder;

    private static MetricRow row(String point, long seed, Measurement measurement) {
        return new MetricRow(point, seed, "node", measurement, "0123456789abcdef");
    }

    private static List<Map<String, @Nullable Object>> read(Path file) throws IOException {
        Hydrator<Map<String, @Nullable Object>, Map<String, @Nullable Object>, String[]> maps = new Hydrator<>() {
            @Override
            public Map<String, @Nullable Object> start() {
                return new HashMap<>();
            }

            @Override
            public Map<String, @Nullable Object> add(
                    Map<String, @Nullable Object> row, String[] column, @Nullable Object value) {
                row.put(column[0], value);
                return row;
            }

            @Override
            public Map<String, @Nullable Object> finish(Map<String, @Nullable Object> row) {
                return row;
            }
        };
        try (Stream<Map<String, @Nullable Object>> rows = ParquetReader.streamContent(file.toFile(), maps)) {
            return rows.toList();
        }
    }

    @Test
    void bringsBackEveryValue() throws IOException {
        String long1 = "x".repeat(100_000);
        Path file = folder.resolve("values.parquet");
        Files.writeString(file, "what was there before");

        MetricTable.of(
                        "gr\u00f6\u00dfe",
                        List.of(
                                row(
                                        "block[S=4] \u2264 \ud83e\udd80",
                                        Long.MAX_VALUE,
                                        Measurement.of(Metric.NLL, 1e-300, Bound.UPPER, 1L << 40, .25, Map.of())
                                                .detailed(Map.of(Measurement.LOWER, "-0.5"))),
                                row(long1, -1, Measurement.of(Metric.THROUGHPUT, 2, 3, Map.of("batch", "16"))),
                                row("a", 0, Measurement.absent(Metric.GEN_PPL, "no samples"))))
                .parquet(file);

        List<Map<String, @Nullable Object>> rows = read(file);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .containsEntry("point", "block[S=4] \u2264 \ud83e\udd80")
                .containsEntry("seed", Long.MAX_VALUE)
                .containsEntry("metric", "nll")
                .containsEntry("variant", null)
                .containsEntry("value", 1e-300)
                .containsEntry("standardError", .25)
                .containsEntry("n", 1L << 40)
                .containsEntry("bound", "upper")
                .containsEntry("lower", -.5)
                .containsEntry("unit", "nats per token")
                .containsEntry("definition", "0123456789abcdef")
                .containsEntry("reason", null);
        assertThat(rows.get(1))
                .containsEntry("point", long1)
                .containsEntry("seed", -1L)
                .containsEntry("variant", "16")
                .containsEntry("standardError", null)
                .containsEntry("lower", null);
        assertThat(rows.get(2)).containsEntry("value", null).containsEntry("reason", "no samples");
    }

    @Test
    void columnsKeepTheirOrderAndTypes() throws IOException {
        Path file = folder.resolve("values.parquet");
        MetricTable table = MetricTable.of("none", List.of());

        table.parquet(file);

        MessageType schema =
                ParquetReader.readMetadata(file.toFile()).getFileMetaData().getSchema();
        assertThat(schema.getFields())
                .extracting(
                        field -> field.getName() + " " + field.asPrimitiveType().getPrimitiveTypeName())
                .containsExactly(
                        "point " + PrimitiveTypeName.BINARY,
                        "seed " + PrimitiveTypeName.INT64,
                        "metric " + PrimitiveTypeName.BINARY,
                        "variant " + PrimitiveTypeName.BINARY,
                        "value " + PrimitiveTypeName.DOUBLE,
                        "standardError " + PrimitiveTypeName.DOUBLE,
                        "n " + PrimitiveTypeName.INT64,
                        "bound " + PrimitiveTypeName.BINARY,
                        "unit " + PrimitiveTypeName.BINARY,
                        "definition " + PrimitiveTypeName.BINARY,
                        "reason " + PrimitiveTypeName.BINARY,
                        "lower " + PrimitiveTypeName.DOUBLE);
        assertThat(read(file)).isEmpty();
    }

    /** The format begins and ends with four letters, and before the last ones says how long its footer is. */
    @Test
    void theFileIsFramedAsTheFormatSays() throws IOException {
        Path file = folder.resolve("values.parquet");
        MetricTable.of("one", List.of(row("a", 1, Measurement.of(Metric.NLL, 1, 1, Map.of()))))
                .parquet(file);

        byte[] bytes = Files.readAllBytes(file);
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrays.copyOf(bytes, 4)).isEqualTo(magic);
        assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)).isEqualTo(magic);
        int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        assertThat(footer).isBetween(1, bytes.length - 12);
    }
}
