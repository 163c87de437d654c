package dev.dlmbench.text;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * Documents that are the cells of a column of Parquet files.
 *
 * @param column with the documents
 * @param size of a batch, in characters
 */
record ParquetBatches(String column, int size) implements DocumentBatches {
    private static final Set<String> READ = Set.of("UNCOMPRESSED", "SNAPPY", "GZIP");

    @Override
    public void each(List<Path> files, Range range, Sink sink) throws IOException, InterruptedException {
        long rows = 0;
        long read = 0;
        for (Path file : files) {
            ParquetMetadata metadata = metadata(file);
            long before = read;
            long own = 0;
            long there = rows(metadata);
            List<String> documents = new ArrayList<>();
            long characters = 0;
            try (Stream<String> cells = cells(file)) {
                for (Iterator<String> all = cells.iterator(); rows < range.until() && all.hasNext(); rows++) {
                    String document = all.next();
                    own++;
                    if (rows < range.from()) {
                        continue;
                    }
                    documents.add(document);
                    characters += document.length() + 1;
                    if (characters >= size) {
                        sink.accept(batch(documents, before + Files.size(file) * own / there));
                        documents.clear();
                        characters = 0;
                    }
                }
            } catch (InvalidSettingException | IOException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new InvalidSettingException(
                        file + ": row " + (own + 1) + " cannot be read: " + e.getMessage(), e);
            }
            read = before + Files.size(file);
            if (!documents.isEmpty()) {
                sink.accept(batch(documents, read));
            }
        }
    }

    private static Batch batch(List<String> documents, long read) {
        List<String> own = List.copyOf(documents);
        return new Batch(() -> own, false, read);
    }

    @Override
    public long count(List<Path> files) throws IOException {
        long rows = 0;
        for (Path file : files) {
            rows += rows(metadata(file));
        }
        return rows;
    }

    private static long rows(ParquetMetadata metadata) {
        return metadata.getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
    }

    /** Reads what a file says of itself, and refuses one that cannot be read. */
    private ParquetMetadata metadata(Path file) {
        ParquetMetadata metadata;
        try {
            metadata = ParquetReader.readMetadata(file.toFile());
        } catch (IOException | RuntimeException e) {
            throw new InvalidSettingException(file + ": is not Parquet: " + e.getMessage(), e);
        }
        MessageType schema = metadata.getFileMetaData().getSchema();
        if (!schema.containsField(column)) {
            List<String> names =
                    schema.getFields().stream().map(field -> field.getName()).toList();
            throw new InvalidSettingException(
                    file + ": has no column '" + column + "'; it has " + String.join(", ", names));
        }
        for (BlockMetaData block : metadata.getBlocks()) {
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                String codec = chunk.getCodec().name();
                if (chunk.getPath().toDotString().equals(column) && !READ.contains(codec)) {
                    throw new InvalidSettingException(file + ": is compressed with " + codec
                            + ", which cannot be read; write it with SNAPPY, GZIP or UNCOMPRESSED");
                }
            }
        }
        return metadata;
    }

    private Stream<String> cells(Path file) throws IOException {
        return ParquetReader.streamContent(file.toFile(), new Cell(column, file));
    }

    /**
     * Takes the column out of a row.
     *
     * @param column its name
     * @param file for messages
     */
    private record Cell(String column, Path file) implements Hydrator<StringBuilder, String, String[]> {
        private static final char FOUND = '+';

        @Override
        public StringBuilder start() {
            return new StringBuilder();
        }

        @Override
        public StringBuilder add(StringBuilder row, String[] heading, Object value) {
            if (heading.length == 1 && heading[0].equals(column) && value instanceof String text) {
                row.append(FOUND).append(text);
            }
            return row;
        }

        @Override
        public String finish(StringBuilder row) {
            if (row.isEmpty()) {
                throw new InvalidSettingException(file + ": a row has no text in column '" + column + "'");
            }
            return row.substring(1);
        }
    }
}
