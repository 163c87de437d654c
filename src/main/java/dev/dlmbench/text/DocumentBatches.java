package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the documents of files in batches, in their order. A batch holds what was read; what costs time, such as
 * parsing, is left to whoever asks for its documents, which may be another thread. Which documents are in which batch
 * depends on the files alone.
 */
interface DocumentBatches {

    /**
     * Documents that follow each other.
     *
     * @param documents gives them
     * @param open whether the last of them goes on in the next batch
     * @param read how many bytes of the files have been read so far
     */
    record Batch(Supplier<List<String>> documents, boolean open, long read) {}

    /** Takes batches. */
    interface Sink {
        /** Takes the next batch, perhaps once there is room for it. */
        void accept(Batch batch) throws InterruptedException;
    }

    /**
     * Gives all batches of the documents from {@code range.from()} to {@code range.until()}.
     *
     * @throws InvalidSettingException if a file holds something else, with file and place
     */
    void each(List<Path> files, Range range, Sink sink) throws IOException, InterruptedException;

    /** Returns how many documents there are; for running text, characters. */
    long count(List<Path> files) throws IOException;

    /**
     * A stretch of documents, or of characters for running text.
     *
     * @param from the first
     * @param until behind the last
     */
    record Range(long from, long until) {
        /** All there are. */
        static final Range ALL = new Range(0, Long.MAX_VALUE);

        /** Returns how many of {@code count} units from {@code at} on lie before the range. */
        int before(long at, int count) {
            return (int) Math.max(0, Math.min(count, from - at));
        }

        /** Returns how many of {@code count} units from {@code at} on lie before the range's end. */
        int inside(long at, int count) {
            return (int) Math.max(0, Math.min(count, until - at));
        }
    }

    /** Returns the reader for a format, with batches of about {@code size} bytes or characters. */
    static DocumentBatches of(DatasetSpec.Documents documents, Tokenizer tokenizer, int size) {
        return switch (documents.format()) {
            case TEXT -> new TextBatches(documents.piece(), tokenizer, size);
            case LINES, JSONL -> new LineBatches(documents.field(), size);
            case PARQUET -> new ParquetBatches(documents.field(), size);
        };
    }

    /**
     * Returns the text of UTF-8.
     *
     * @param place where the bytes are from, for the message
     */
    static String decoded(byte[] bytes, int from, int until, Supplier<String> place) {
        String text = new String(bytes, from, until - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // which the bytes may spell themselves
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, until - from));
            } catch (CharacterCodingException e) {
                throw new InvalidSettingException(place.get() + " is not UTF-8", e);
            }
        }
        return text;
    }
}
