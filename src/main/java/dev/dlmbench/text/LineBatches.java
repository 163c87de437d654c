package dev.dlmbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Documents that are lines, or a field of the JSON in each line. The last line need not end; an empty rest is none.
 *
 * @param field with the document; empty if the line is the document
 * @param size of a batch, in bytes
 */
record LineBatches(String field, int size) implements DocumentBatches {
    private static final int LONGEST_LINE = 256 << 20;

    @Override
    public void each(List<Path> files, Range range, Sink sink) throws IOException, InterruptedException {
        long lines = 0;
        long read = 0;
        for (Path file : files) {
            try (InputStream stream = Files.newInputStream(file)) {
                long own = 0;
                for (Block block = next(stream, file, own); block.lines > 0 && lines < range.until(); ) {
                    int skipped = range.before(lines, block.lines);
                    int kept = range.inside(lines, block.lines);
                    long first = own + 1;
                    Block taken = block;
                    read += block.bytes.length;
                    if (kept > skipped) {
                        sink.accept(new Batch(() -> taken.documents(file, first, skipped, kept), false, read));
                    }
                    lines += block.lines;
                    own += block.lines;
                    block = next(stream, file, own);
                }
            }
        }
    }

    @Override
    public long count(List<Path> files) throws IOException {
        long lines = 0;
        for (Path file : files) {
            try (InputStream stream = Files.newInputStream(file)) {
                for (Block block = next(stream, file, 0); block.lines > 0; block = next(stream, file, 0)) {
                    lines += block.lines;
                }
            }
        }
        return lines;
    }

    /** Reads whole lines: as many bytes as a batch has, and on to the end of the line. */
    private Block next(InputStream stream, Path file, long before) throws IOException {
        byte[] bytes = stream.readNBytes(size);
        if (bytes.length == size && bytes[size - 1] != '\n') {
            byte[] longer = Arrays.copyOf(bytes, size + size / 4 + 1024);
            int length = size;
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                longer = length < longer.length ? longer : Arrays.copyOf(longer, longer.length + longer.length / 2);
                longer[length++] = (byte) next;
                if (next == '\n') {
                    break;
                }
                if (length > LONGEST_LINE) {
                    throw new InvalidSettingException(file + ": a line behind line " + before + " has more than "
                            + LONGEST_LINE + " bytes; is this a file of lines?");
                }
            }
            bytes = Arrays.copyOf(longer, length);
        }
        int lines = 0;
        for (byte octet : bytes) {
            lines += octet == '\n' ? 1 : 0;
        }
        boolean rest = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
        return new Block(bytes, rest ? lines + 1 : lines);
    }

    /** Whole lines. */
    private final class Block {
        private final byte[] bytes;
        private final int lines;

        Block(byte[] bytes, int lines) {
            this.bytes = bytes;
            this.lines = lines;
        }

        List<String> documents(Path file, long first, int skipped, int kept) {
            List<String> documents = new ArrayList<>();
            int from = 0;
            for (int line = 0; line < kept; line++) {
                int until = from;
                while (until < bytes.length && bytes[until] != '\n') {
                    until++;
                }
                if (line >= skipped) {
                    int end = until > from && bytes[until - 1] == '\r' ? until - 1 : until;
                    long number = first + line;
                    documents.add(document(
                            DocumentBatches.decoded(bytes, from, end, () -> file + ":" + number + ": the line"),
                            file,
                            number));
                }
                from = until + 1;
            }
            return documents;
        }
    }

    private String document(String line, Path file, long number) {
        if (field.isEmpty()) {
            return line;
        }
        try {
            JsonNode text = Json.parse(line, JsonNode.class, file, 1).path(field);
            if (!text.isTextual()) {
                throw new InvalidSettingException(file + ":" + number + ": has no text under '" + field + "'");
            }
            return text.textValue();
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).replace(file + ":1:", file + ":" + number + ":");
            throw new InvalidSettingException(why, e);
        }
    }
}
